import { escapeHtml } from '../lib/html.ts';
import type { Words } from '../telegram/door.ts';

/**
 * Why a change did not come to its end, in English, as the journal and the logs keep it. `{name}` is
 * one of its values. The first are said by the engine and its provers, through `reasonText`; the
 * others by the adapters, which know no words. `reason-<code>` in this folder's words says the same.
 */
export const reasonMessages = {
  'not-taken': 'Asterisk did not take {type} {id}.',
  'other-value': 'Asterisk has another {key} for {type} {id}.',
  'still-there': 'Asterisk still has {type} {id}.',
  'stands-twice': '{type} {id} stands twice: also in {file}, line {line}.',
  foreign: '{file} was changed by somebody else meanwhile and was left alone.',
  interrupted: 'The process was stopped in the middle of this change.',
  unexpected: 'Something went wrong that nobody thought of; the log says what.',
  'own-disk-full': 'The disk of the bot itself is full; please free some space.',
  'still-busy': 'Another change is not finished yet.',
  'env-by-hand': '{file} was edited by hand.',
  'password-by-hand': 'Somebody else changed the password of {user} in ari.conf.',
  'user-gone': 'The ARI user {user} does not stand in ari.conf any more.',
  'pair-mended': 'Asterisk refused the pair in .env, so .env names {user} now.',
  'pair-hopeless': 'Asterisk refuses the pair in .env and both users of this rotation.',
  'way-back-lost': 'How .env was before is not in the history any more.',
  'tls-not-opened':
    'Asterisk did not open {address}: it cannot read the certificate or its key, or the port is taken.',
  'tls-stranger': 'Another program answers at {address}.',
  'tls-distrusted': 'The certificate at {address} is not the one that is believed here.',
  'events-not-opened': 'No event socket could be opened at {url}.',
  'token-refused': 'Meta does not take the new token.',

  'ari-unreachable': 'Asterisk cannot be reached on ARI.',
  'ari-late': 'Asterisk did not answer on ARI within {seconds} s.',
  'ari-credentials': 'Asterisk refused the ARI user name or password.',
  'ari-read-only': 'This ARI user may only read.',
  'ari-missing':
    'ARI is not there: its modules are not loaded, it is disabled, or Asterisk is starting.',
  'ari-starting': 'Asterisk is starting and does not take requests yet.',
  'console-away': 'Asterisk is not running, or this user may not use its control socket.',
  'no-right':
    '{file} or its folder may not be written by this program; please give its user the right.',
  'disk-full': 'The disk of {file} is full; please free some space.',
  'file-changed': '{file} was changed meanwhile.',
  'file-changed-in-write': '{file} was changed while we wrote.',
  'file-gone': '{file} is gone.',
  'read-only-disk': '{file} is on a read-only file system; please mount it for writing.',
  'quota-full': 'The disk quota for {file} is used up; please free some space.',
  'mounted-file':
    '{file} is mounted as a single file and cannot be exchanged; please mount its folder instead.',
  'disk-error': 'The disk of {file} reports an error; please check it before anything else.',
  'no-reading': '{file} may not be read by this program; please give its user the right.',
  'ari-user-still-there': 'Asterisk still has the ARI user {user}.',
  'ari-user-other-rights': 'Asterisk lets the ARI user {user} do other things than ari.conf says.',
  'ari-user-refused':
    'Asterisk does not take the password that the files have for the ARI user {user}.',

  'console-late': 'Asterisk did not answer "{line}" within {seconds} s.',
  'console-program': '"{program}" cannot be run: check the Asterisk command.',
  'console-sudo':
    'sudo does not let this user run Asterisk without a password: add a NOPASSWD rule for it.',
  'console-old': 'This Asterisk has no command "{line}": too old, or without its module.',
  'console-refused': 'Asterisk did not do "{line}".',
  'reload-busy': 'Asterisk is still busy with another reload.',
  'module-missing': 'Asterisk does not run the module {module}.',
  'ari-status': 'Asterisk answered {status} on ARI.',
  'ari-unreadable': 'Asterisk gave an answer that cannot be read.',
  'hard-links':
    '{file} has {count} names (hard links); replacing it would part them. Please make it one file.',
  'not-as-written': '{file} does not read back as it was written; please check the disk.',
  'owner-kept':
    '{file} belongs to user {user}, group {group}, and this program may not give files to them; run it as that user or as root.',
  'link-circle': '{file} is a symbolic link that leads in a circle.',
  'link-nowhere': '{file} is a symbolic link to {target}, which is missing.',
  'folder-missing': 'The folder of {file} does not exist.',
  'env-twice': '{key} stands more than once: lines {lines}. Please keep one.',
  'env-unclear':
    'The value of {key} in line {line} is quoted in an unclear way; please mend it by hand.',
  'env-open-quote':
    'The file cannot be changed safely: {key} would read otherwise. Is a quote open?',
  'pm2-missing': '"{program}" cannot be run: check command in [dependants].',
  'pm2-late': 'pm2 did not answer within {seconds} s.',
  'pm2-refused': 'pm2 did not do "{words}".',
  'pm2-unreadable': 'pm2 gave a list that cannot be read.',
  'snapshot-gone': 'The snapshot {name} is missing or damaged.',

  'section-missing': 'There is no section {name} of type {type} in the file.',
  'section-twice':
    'Section {name} of type {type} stands more than once: in lines {first} and {second}.',
  'section-used': 'Section {name} is still used in line {line}.',
  'section-includes': 'Section {name} includes a file in line {line}.',
  'section-goes-on': 'After line {line} more of the same section follows.',
  'setting-scattered':
    '"{key}" of section {name} of type {type} is put together from more than its own line: see line {line}.',
  'line-unsafe':
    'Line {line} is written in a way that is not safe to edit by program (block comment, zero byte or over-long line); please edit it by hand.',
  'type-of-template': 'Extension {number} takes its type from a template: change it by hand.',
} as const;

export type ReasonCode = keyof typeof reasonMessages;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** The sentence of a reason. */
export function reasonText<Code extends ReasonCode>(
  code: Code,
  args: Readonly<Record<NamesIn<(typeof reasonMessages)[Code]>, string | number>>,
): string {
  const values: Readonly<Record<string, string | number>> = args;
  return reasonMessages[code].replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    String(values[name] ?? ''),
  );
}

/** Several sentences, as the journal has them, in the reader's language, as HTML; one that is not known stays English. */
export function becauseText(words: Words, because: string): string {
  let rest = because;
  const told: string[] = [];
  while (rest !== '') {
    const found = firstReason(rest);
    if (!found) break;
    told.push(escapeHtml(rest.slice(0, found.at)), words(`reason-${found.code}`, found.args));
    rest = rest.slice(found.end);
  }
  return [...told, escapeHtml(rest)].join('');
}

type FoundReason = {
  readonly at: number;
  readonly end: number;
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;
};

function firstReason(text: string): FoundReason | undefined {
  let first: FoundReason | undefined;
  for (const [code, shape] of shapes) {
    const match = shape.exec(text);
    if (!match || (first && first.at <= match.index)) continue;
    const end = match.index + match[0].length;
    first = { at: match.index, end, code, args: { ...match.groups } };
  }
  return first;
}

/** A value is one word, words with commas between, or stands in quotes: a path with blanks stays English. */
const shapes: readonly (readonly [code: string, shape: RegExp])[] = Object.entries(
  reasonMessages,
).map(([code, message]) => {
  const parts = message.split(/\{(\w+)\}/);
  const shape = parts.map((part, index) => {
    if (index % 2 === 0) return RegExp.escape(part);
    const value =
      parts[index - 1]?.endsWith('"') === true ? '[^"]+?' : String.raw`\S+?(?:, \S+?)*?`;
    return `(?<${part}>${value})`;
  });
  return [code, new RegExp(shape.join(''))];
});
