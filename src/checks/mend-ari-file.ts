import { confTreeFromDisk, overlayFiles, readConfTree } from '../files/conf-tree.ts';
import type { ConfObject, ConfProblem, ConfTree } from '../files/conf-tree.ts';
import { encodeConfText } from '../files/conf-document.ts';
import { preflightAri } from '../files/preflight.ts';
import { settingOf } from '../files/preflight-finding.ts';
import {
  editLine,
  insertLines,
  removeLines,
  sectionAt,
  withoutSetting,
  withSetting,
} from './conf-lines.ts';
import { requireWritableName, requireWritableValue } from '../files/conf-value.ts';
import type { AriPair } from '../pbx/ari-user.ts';

/** Each round mends one thing; a file with more troubles than this is not to be mended by program. */
const mostRounds = 40;

/** What ari.conf and the pair it is for look like; `text` is latin1. */
type Patient = {
  readonly path: string;
  readonly configFolder: string;
  readonly text: string;
  readonly pair: AriPair;
};

/**
 * ari.conf with all mended that has one right answer, so that Asterisk reads it and the pair can sign
 * in and write; the text as it was where nothing can be mended. What is ambiguous (an include of other
 * people's files, an open block comment, an access list) is left for a person, and the pre-flight of
 * the change names it. Throws InvalidInput when the password cannot be written.
 */
export async function mendAriFile(patient: Patient): Promise<string> {
  let { text } = patient;
  for (let round = 0; round < mostRounds; round += 1) {
    const next = mendOne(text, await readTree({ ...patient, text }), patient);
    if (next === text) return text;
    text = next;
  }
  return patient.text;
}

async function readTree({ path, configFolder, text }: Patient): Promise<ConfTree> {
  return readConfTree(overlayFiles(confTreeFromDisk, new Map([[path, text]])), path, configFolder);
}

function mendOne(text: string, tree: ConfTree, { path, pair }: Patient): string {
  for (const problem of preflightAri(tree)) {
    if (problem.file !== path) continue;
    const mended = mendProblem(text, problem, pair);
    if (mended !== text) return mended;
  }
  return mendPair(text, tree, { path, pair });
}

function mendProblem(text: string, { code, line }: ConfProblem, pair: AriPair): string {
  return mends[code]?.(text, line, pair) ?? text;
}

type Mend = (text: string, line: number, pair: AriPair) => string;

const editing =
  (pattern: RegExp, replacement: string): Mend =>
  (text, line) =>
    editLine(text, line, (content) => content.replace(pattern, replacement));

const setting =
  (key: string, value: string): Mend =>
  (text, line) =>
    withSetting(text, { sectionLine: line, key, value });

const comment = editing(/^/, '; ');

/** By the code of the problem: what has one right answer. */
const mends: Readonly<Partial<Record<ConfProblem['code'], Mend>>> = {
  'no-closing-bracket': editing(/^(\s*\[[A-Za-z0-9_-]+)\s*(;.*)?$/, '$1]$2'),
  'no-closing-parenthesis': editing(/^(\s*\[[^\]]+\]\([^);\s]*)\s*(;.*)?$/, '$1)$2'),
  'parent-missing': editing(/^(\s*\[[^\]]+\])\([^)]*\)/, '$1'),
  'addition-without-section': editing(/^(\s*\[[^\]]+\])\([^)]*\)/, '$1'),
  'include-missing': editing(/^(\s*)#include\b/i, '$1#tryinclude'),
  'no-section': comment,
  'no-equals-sign': comment,
  'duplicate-general': mergeGeneral,
  'duplicate-user': removeTwin,
  'no-general': (text) => insertLines(text, 0, ['[general]', 'enabled = yes', '']),
  'ari-off': setting('enabled', 'yes'),
  'general-not-a-number': setting('websocket_write_timeout', '5000'),
  'not-a-boolean': setting('read_only', 'no'),
  'general-setting': withoutUnknown,
  'user-setting': withoutUnknown,
};

/** What the second [general] says joins the first: `(+)` is how Asterisk writes that. */
function mergeGeneral(text: string, line: number): string {
  const [first, second] = [parseFirst(text, 'general'), sectionAt(text, line)];
  const own = (section: typeof second) =>
    JSON.stringify(section?.settings.map(({ key, value }) => [key, value]));
  if (first && second && own(first) === own(second)) return withoutSection(text, line);
  return editLine(text, line, (content) => content.replace(/^(\s*\[[^\]]+\])(?!\()/, '$1(+)'));
}

function parseFirst(text: string, name: string) {
  const line = text.split('\n').findIndex((one) => one.trim().startsWith(`[${name}]`));
  return line === -1 ? undefined : sectionAt(text, line + 1);
}

/** Of two sections of one user the one stays that the pair fits, else the first. */
function removeTwin(text: string, line: number, pair: AriPair): string {
  const second = sectionAt(text, line);
  if (!second) return text;
  const first = parseFirst(text, second.name);
  const fits = (section: typeof second | undefined) =>
    section?.settings.findLast(({ key }) => key === 'password')?.value ===
    encodeConfText(pair.password.reveal());
  const isSecondRight = second.name === pair.username && fits(second) && !fits(first);
  return withoutSection(text, isSecondRight && first ? first.line : line);
}

/** From the header to the last setting. */
function withoutSection(text: string, line: number): string {
  const section = sectionAt(text, line);
  return section ? removeLines(text, line, section.settings.at(-1)?.line ?? line) : text;
}

const known = {
  general:
    'type enabled pretty auth_realm allowed_origins channelvars websocket_write_timeout'.split(' '),
  user: 'type password read_only password_format permit deny acl'.split(' '),
};

function withoutUnknown(text: string, line: number): string {
  const section = sectionAt(text, line);
  const allowed = section?.name === 'general' ? known.general : known.user;
  const stranger = section?.settings.find(
    ({ key }) => !allowed.includes(key.toLowerCase()) && !key.startsWith('@'),
  );
  return stranger ? withoutSetting(text, line, stranger.key) : text;
}

/** The section of the pair's user is there, is a user, has the password, and may write. */
function mendPair(
  text: string,
  tree: ConfTree,
  { path, pair }: Pick<Patient, 'path' | 'pair'>,
): string {
  if (tree.problems.some(({ severity }) => severity === 'fatal')) return text;
  const password = encodeConfText(pair.password.reveal());
  const object = tree.objects.find(({ id }) => id === pair.username);
  if (!object) {
    const template = parseFirst(text, pair.username);
    if (template?.isTemplate === true) {
      return editLine(text, template.line, (content) => content.replace(/\(\s*!\s*\)/, ''));
    }
    requireWritableName(pair.username);
    requireWritableValue(password);
    return insertLines(text, Infinity, [
      ...(text === '' || /\n\r?\n$/.test(text) ? [] : ['']),
      `[${pair.username}]`,
      'type = user',
      'read_only = no',
      `password = ${password}`,
    ]);
  }
  // What an included file or a template says is not ours to change.
  if (object.file !== path) return text;
  if (isHash(object)) return text;
  const wanted: readonly (readonly [key: string, isRight: (value: string) => boolean, string])[] = [
    ['type', (value) => value === 'user', 'user'],
    ['password_format', (value) => /^(plain)?$/i.test(value), 'plain'],
    ['password', (value) => value === password, password],
    ['read_only', (value) => /^(no|false|n|f|0|off)?$/i.test(value), 'no'],
  ];
  for (const [key, isRight, value] of wanted) {
    if (isRight(settingOf(object, key) ?? '')) continue;
    return withSetting(text, { sectionLine: object.line, key, value });
  }
  return text;
}

/** `password_format = crypt`: only a login tells whether the pair fits. */
function isHash(object: ConfObject): boolean {
  const isCrypt = /^crypt$/i.test(settingOf(object, 'password_format') ?? '');
  return isCrypt && (settingOf(object, 'password') ?? '').startsWith('$');
}
