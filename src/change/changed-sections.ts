import { parseConf, sectionsOf, type ConfSection } from '../files/conf-document.ts';

/** Name and type of every section whose settings differ between two texts of an Asterisk file, or that only one has. */
export function changedSections(one: string, other: string): ReadonlySet<string> {
  const before = settingsBySection(one);
  const after = settingsBySection(other);
  const names = new Set([...before.keys(), ...after.keys()]);
  return new Set([...names].filter((name) => before.get(name) !== after.get(name)));
}

function settingsBySection(text: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  for (const section of sectionsOf(parseConf(text))) {
    const name = labelOf(section);
    const settings = section.settings.map(({ key, value, operator }) => [key, operator, value]);
    sections.set(name, `${sections.get(name) ?? ''}${JSON.stringify(settings)}`);
  }
  return sections;
}

function labelOf({ name, settings }: ConfSection): string {
  const type = settings.find((setting) => setting.key === 'type')?.value ?? '';
  return `[${name}] ${type}`;
}
