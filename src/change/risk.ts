import { parseConf, sectionsOf, switchedOffSections } from '../files/conf-document.ts';
import type { FileEdit, Plan } from './plan.ts';

/** What takes something away, or decides who may run Asterisk: it deserves a second pair of eyes. */
export function isDangerous({ edits, reload, proof }: Plan): boolean {
  const isAboutAri = reload.some((module) => module === 'res_ari.so' || module === 'http');
  return isAboutAri || proof.kind.startsWith('ari') || losesSection(edits);
}

/** A section that moves to another file, or is switched off, is not lost. */
function losesSection(edits: readonly FileEdit[]): boolean {
  const before = countSections(edits.map((edit) => edit.before));
  const after = countSections(edits.map((edit) => edit.after));
  return [...before].some(([label, count]) => (after.get(label) ?? 0) < count);
}

function countSections(texts: readonly (string | undefined)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const document = parseConf(text ?? '');
    for (const { name, settings } of [...sectionsOf(document), ...switchedOffSections(document)]) {
      const label = `${name} ${settings.find(({ key }) => key === 'type')?.value ?? ''}`;
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
  }
  return counts;
}
