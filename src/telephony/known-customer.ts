import { escapeHtml } from '../lib/html.ts';
import { showName } from './phone-number.ts';

/** Somebody who writes on Messenger or Instagram, and whose telephone number is known. */
export type KnownCustomer = {
  readonly name: string;
  readonly platform: 'messenger' | 'instagram';
  /** Of their topic; undefined when there is none now. */
  readonly link: string | undefined;
};

/** Who has these numbers, each as Asterisk told it or as it was dialled. */
export type FindCustomers = (
  numbers: readonly string[],
) => Promise<(number: string) => readonly KnownCustomer[]>;

/** More than that share a number: a household, or the company itself. */
const mostNamed = 3;

const icons = { messenger: '💬', instagram: '📷' } as const;

/** Their names as HTML, each leading to the customer's topic. */
export function customersText(customers: readonly KnownCustomer[]): string {
  const named = customers.slice(0, mostNamed).map(({ name, platform, link }) => {
    const shown = escapeHtml(showName(name));
    const linked = link === undefined ? shown : `<a href="${escapeHtml(link)}">${shown}</a>`;
    return `${icons[platform]} ${linked}`;
  });
  return [...named, ...(customers.length > mostNamed ? ['…'] : [])].join(', ');
}
