import { Conflict, InvalidInput, NotFound } from '../lib/error.ts';
import { remarkStart } from './conf-line.ts';
import {
  labelOf,
  requireSection,
  sectionsNamed,
  type ConfDocument,
  type ConfSection,
  type PlacedSetting,
  type SectionChoice,
} from './conf-section.ts';
import { replaceLine, spliceLines, tooClever } from './conf-splice.ts';
import { requireWritableKey, requireWritableValue } from './conf-value.ts';

type SettingChange = {
  readonly section: SectionChoice;
  readonly key: string;
  readonly value: string;
};

/**
 * Gives a setting its value: changes the value in its line (blanks, remark and `=>` stay), or adds a
 * line after the section's last setting, written like it. Throws InvalidInput for what Asterisk would
 * not read back exactly, NotFound without the section, Conflict when the section or the key stands
 * more than once, when `+=` is at work or the line is not safe to edit.
 */
export function setSetting(document: ConfDocument, change: SettingChange): ConfDocument {
  requireWritableKey(change.key);
  requireWritableValue(change.value);
  const { section, setting } = findSetting(document, change.section, change.key);
  if (setting?.value === change.value) return document;
  const index = (setting ?? section.settings.at(-1) ?? section).line - (setting ? 1 : 0);
  const edited =
    setting === undefined
      ? insertSetting(document, section, change)
      : replaceValue(document, setting, change.value);
  requireReading(edited, index, change);
  return edited;
}

/** Takes the setting's line away, remark included. Throws NotFound without it, Conflict as `setSetting`. */
export function removeSetting(
  document: ConfDocument,
  change: Pick<SettingChange, 'section' | 'key'>,
): ConfDocument {
  const { setting } = findSetting(document, change.section, change.key);
  if (setting === undefined) {
    throw new NotFound(`Section ${labelOf(change.section)} has no line "${change.key}".`);
  }
  return spliceLines(document, { at: setting.line - 1, remove: 1, insert: [] });
}

/** The one line of the key in the section and in the additions `(+)` to it. */
function findSetting(
  document: ConfDocument,
  choice: SectionChoice,
  key: string,
): { section: ConfSection; setting: PlacedSetting | undefined } {
  const section = requireSection(document, choice);
  const additions = sectionsNamed(document, choice.name).filter(({ isAddition }) => isAddition);
  const found = [section, ...additions].flatMap(({ settings }) =>
    settings.filter((setting) => setting.key === key),
  );
  const lines = found.map((setting) => setting.line);
  const isAdded = found.some((setting) => setting.operator === '+=');
  if (found.length > 1 || isAdded || (found[0] && !section.settings.includes(found[0]))) {
    throw new Conflict(
      `"${key}" of section ${labelOf(choice)} is put together from more than its own line: see line ${lines.at(-1)}.`,
      { details: { lines } },
    );
  }
  return { section, setting: found[0] };
}

function replaceValue(document: ConfDocument, setting: PlacedSetting, value: string): ConfDocument {
  const index = setting.line - 1;
  const line = document.lines[index];
  if (line?.isPlain !== true) throw tooClever(setting.line);
  const span = valueSpan(line.text, setting);
  return replaceLine(
    document,
    index,
    line.text.slice(0, span.start) + span.before + value + span.after + line.text.slice(span.end),
  );
}

/** Where the value of a plain setting line stands, and the blanks a value needs there. */
function valueSpan(
  text: string,
  setting: PlacedSetting,
): { start: number; end: number; before: string; after: string } {
  const lead = /^(?:\xef\xbb\xbf)?[\0- ]*(?:\\.)?/s.exec(text)?.[0] ?? '';
  const equals = text.indexOf('=', lead.length);
  const from = equals + setting.operator.length;
  const remark = remarkStart(text);
  const body = text.slice(from, remark);
  const start = from + body.search(/[^\0- ]|$/);
  const end = start + setting.value.length;
  const touchesRemark = end === remark && remark < text.length;
  if (setting.value !== '') return { start, end, before: '', after: touchesRemark ? ' ' : '' };
  const after = remark < text.length ? ' ' : '';
  return { start: from, end: from, before: ' ', after };
}

function insertSetting(
  document: ConfDocument,
  section: ConfSection,
  { key, value }: SettingChange,
): ConfDocument {
  const sibling = section.settings.at(-1);
  const after = sibling?.line ?? section.line;
  const line = document.lines[after - 1];
  if (line?.isPlain !== true) throw tooClever(after);
  const style = /^([ \t]*)[^=\\]*?([ \t]*)=>?([ \t]*)/.exec(sibling ? line.text : '');
  const [, indent = '', left = ' ', right = ' '] = style ?? [];
  const text = `${indent}${key}${left}=${right}${value}`;
  return spliceLines(document, { at: after, remove: 0, insert: [text] });
}

/** The proof: what was asked for is what the line now says. */
function requireReading(document: ConfDocument, index: number, change: SettingChange): void {
  const statement = document.lines[index]?.statement;
  const isExact =
    statement?.type === 'setting' &&
    statement.key === change.key &&
    statement.value === change.value &&
    statement.operator !== '+=';
  if (!isExact) throw new InvalidInput(`"${change.key}" would not be read back as it was given.`);
}
