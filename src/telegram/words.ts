import { readFileSync } from 'node:fs';
import path from 'node:path';
import { I18n } from '@grammyjs/i18n';
import { Misconfigured, messageOf } from '../lib/error.ts';
import { escapeHtml } from '../lib/html.ts';
import { defaultLocale, locales, type Locale } from '../lib/locale.ts';
import type { Log } from '../lib/log.ts';
import type { WordArgument, Words } from './door.ts';

/**
 * Reads Fluent files (each named `<locale>.ftl`, any number a language) and gives each language's
 * words. A key that only Uzbek has is shown in Uzbek; one that is nowhere is logged once and shown as
 * itself. Throws Misconfigured for a file of another name.
 */
export function createWords(files: readonly string[], log: Log): (locale: Locale) => Words {
  const complain = onceEach((key) => {
    log.error({ key }, 'words are missing');
  });
  const i18n = new I18n({
    defaultLocale,
    fluentBundleOptions: { useIsolating: false },
    fluentOptions: {
      warningHandler: ({ path: key }) => {
        complain(key);
      },
    },
  });
  // One load a language: the plugin looks into the first bundle of a language only.
  for (const locale of locales) i18n.loadLocaleSync(locale, { source: sourceOf(files, locale) });

  const wordsIn = (locale: Locale): Words => {
    return (key, args = {}) => {
      try {
        const text = i18n.translate(locale, key, argumentsOf(args));
        return text === `{${key}}` ? key : text;
      } catch (error) {
        complain(`${key}: ${messageOf(error)}`);
        return key;
      }
    };
  };
  const made = { uz: wordsIn('uz'), ru: wordsIn('ru'), en: wordsIn('en') } satisfies Record<
    Locale,
    Words
  >;
  return (locale) => made[locale];
}

/** Our language for Telegram's `language_code` (IETF, such as `ru` or `uz-UZ`), which may be absent. */
export function localeOf(languageCode: string | undefined): Locale {
  const language = languageCode?.split('-')[0];
  return locales.find((locale) => locale === language) ?? defaultLocale;
}

function sourceOf(files: readonly string[], locale: Locale): string {
  const known = files.filter((file) => localeOfFile(file) === locale);
  return ['', ...known.map((file) => readFileSync(file, 'utf8'))].join('\n') || ' ';
}

function localeOfFile(file: string): Locale {
  const locale = locales.find((one) => path.basename(file) === `${one}.ftl`);
  if (!locale) throw new Misconfigured(`${file} is not named after a language.`);
  return locale;
}

function argumentsOf(
  args: Readonly<Record<string, WordArgument>>,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'object'
        ? value.html
        : typeof value === 'string'
          ? escapeHtml(value)
          : value,
    ]),
  );
}

/** Said once each: a missing word in a busy screen must not fill the log. */
function onceEach(say: (key: string) => void): (key: string) => void {
  const said = new Set<string>();
  return (key) => {
    if (said.has(key)) return;
    said.add(key);
    say(key);
  };
}
