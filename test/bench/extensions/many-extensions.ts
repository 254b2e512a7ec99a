import { parseConf, printConf } from '../../../src/files/conf-document.ts';
import { sectionsOf, type ExtensionPolicy } from '../../../src/pbx/extension.ts';
import { insertExtensions, managedHeader } from '../../../src/pbx/insert-extension.ts';

export const policy: ExtensionPolicy = {
  first: 10_000,
  last: 39_999,
  reserved: [],
  dialplanContext: 'from-internal',
  transport: '',
  codecs: ['ulaw', 'alaw'],
};

/** Every second number from 10000, so that new ones come in between. */
export function numberAt(index: number): string {
  return String(10_000 + 2 * index);
}

export function passwordOf(number: string): string {
  return `Bench-${number}-Password`;
}

/** `count` extensions as the product writes them into its own file. */
export function managedTextOf(count: number, asteriskVersion: string): string {
  return printConf(
    insertExtensions(parseConf(managedHeader), extensionsOf(count, asteriskVersion)),
  );
}

/** The same objects as somebody would write them with a script into one plain file. */
export function plainTextOf(numbers: readonly string[], asteriskVersion: string): string {
  return numbers
    .flatMap((number) => sectionsFor(number, asteriskVersion))
    .map(({ name, settings }) => {
      const lines = settings.map(([key, value]) => `${key}=${value}\n`);
      return `[${name}]\n${lines.join('')}`;
    })
    .join('\n');
}

function extensionsOf(count: number, asteriskVersion: string) {
  return Array.from({ length: count }, (_, index) => {
    const number = numberAt(index);
    return { number, sections: sectionsFor(number, asteriskVersion) };
  });
}

function sectionsFor(number: string, asteriskVersion: string) {
  const person = {
    name: `Operator ${number}`,
    kind: 'softphone',
    tlsTransport: undefined,
  } as const;
  return sectionsOf({ ...person, number, password: passwordOf(number), asteriskVersion }, policy);
}
