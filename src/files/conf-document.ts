import type { ConfDocument } from './conf-section.ts';
import { rememberText, textOf } from './conf-print.ts';
import { readConfText } from './conf-text.ts';

export { decodeConfText, encodeConfText } from './conf-value.ts';
export { removeSetting, setSetting } from './conf-setting-edit.ts';
export { addSection, addSections, removeSection } from './conf-section-edit.ts';
export { commentOutSection, switchedOffSections, uncommentSection } from './conf-section-switch.ts';
export {
  requireSection,
  sectionPlaces,
  sectionsNamed,
  sectionsOf,
  type ConfDocument,
  type ConfSection,
  type ConfSetting,
  type SectionChoice,
  type SectionPlace,
} from './conf-section.ts';

/** Reads a file decoded as latin1, so that every byte survives. Never throws: what Asterisk would not read is kept. */
export function parseConf(text: string): ConfDocument {
  const lines = readConfText(text);
  rememberText(lines, text);
  return { lines };
}

/** The exact text: `printConf(parseConf(x)) === x` for every x. */
export function printConf(document: ConfDocument): string {
  return textOf(document.lines);
}
