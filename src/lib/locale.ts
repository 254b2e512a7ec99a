/** The three languages of the house; Uzbek (Latin) unless a person chose otherwise. */
export const locales = ['uz', 'ru', 'en'] as const;

export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = 'uz';
