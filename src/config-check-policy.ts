import type { ConfigEntries, ConfigEntry } from './config-entries.ts';
import { policySchema, type Policy } from './config-policy.ts';
import { closestName, remarksOfIssues, type Checked, type ConfigRemark } from './config-remark.ts';

const file = 'config/navbatchi.ini';

/** Checks what `config/navbatchi.ini` holds; a section or key that is not there has its default. */
export function checkPolicy({
  entries,
  sections,
  faults,
}: ConfigEntries): Omit<Checked<Policy>, 'warnings'> {
  const parsed = policySchema.safeParse(
    Object.fromEntries(
      Object.keys(policySchema.shape).map((section) => [section, valuesOf(section, entries)]),
    ),
  );
  const allFaults = [
    ...faults,
    ...findUnknownSections(sections),
    ...findUnknownKeys(entries),
    ...remarksOfIssues(parsed.error, ([section, key = '']) => ({
      file,
      line: entries.findLast((one) => one.section === section && one.key === key)?.line,
      remedy: 'Mend the value, or remove the line for the default.',
    })),
  ];
  return { value: allFaults.length === 0 ? parsed.data : undefined, faults: allFaults };
}

function valuesOf(section: string, entries: readonly ConfigEntry[]): Record<string, string> {
  return Object.fromEntries(
    entries.filter((one) => one.section === section).map(({ key, value }) => [key, value]),
  );
}

function findUnknownSections(sections: ConfigEntries['sections']): readonly ConfigRemark[] {
  const known = Object.keys(policySchema.shape);
  return sections
    .filter(({ name }) => !known.includes(name))
    .map(({ name, line }) => ({
      file,
      line,
      key: undefined,
      message: `[${name}] is not a section of this file.`,
      remedy: `${didYouMean(name, known)}The sections are ${known.join(', ')}.`,
    }));
}

function findUnknownKeys(entries: readonly ConfigEntry[]): readonly ConfigRemark[] {
  return entries.flatMap(({ section, key, line }) => {
    if (section === '') {
      const message = `${key} stands before the first [section].`;
      return [{ file, line, key, message, remedy: 'Move it below its section.' }];
    }
    const known = keysOf(section);
    if (known === undefined || known.includes(key)) return [];
    const message = `${key} is not a key of [${section}].`;
    const remedy = `${didYouMean(key, known)}The keys are ${known.join(', ')}.`;
    return [{ file, line, key, message, remedy }];
  });
}

function keysOf(section: string): readonly string[] | undefined {
  const [, schema] = Object.entries(policySchema.shape).find(([name]) => name === section) ?? [];
  return schema && Object.keys(schema.shape);
}

function didYouMean(name: string, known: readonly string[]): string {
  const near = closestName(name, known);
  return near === undefined ? '' : `Did you mean ${near}? `;
}
