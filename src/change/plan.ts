import { createHash } from 'node:crypto';
import { decodeConfText } from '../files/conf-document.ts';
import { sha256 } from '../files/edit-files.ts';
import { diffLines } from './line-diff.ts';

/** One file of a change: what it must hold now and what it will hold. Texts are latin1, as `files/` reads them; undefined is "no such file". */
export type FileEdit = {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Undo leaves this file alone: others came to rely on it, as on a line that includes a file. */
  readonly isKeptByUndo?: boolean;
};

/** Something in the files, as a plan would leave them, that Asterisk would not load as meant. */
export type PlanFault = {
  readonly file: string;
  /** 1-based; 0 when it is about the file as a whole. */
  readonly line: number;
  /** `fault-<code>` in the words says it; `args` are its values. */
  readonly code: string;
  readonly args: Readonly<Record<string, string | number>>;
  /** The same in English, for logs. */
  readonly message: string;
  /** `object`: one object is lost, no more. Without it the fault counts as `fatal`. */
  readonly severity?: 'fatal' | 'object' | 'warning';
};

/** The Asterisk modules a change may reload. */
export type ReloadTarget = 'res_pjsip.so' | 'res_ari.so' | 'http';

/** A few words in the reader's language: a Fluent key and its values. Stored as JSON; holds no secret. */
export type Title = {
  readonly key: string;
  readonly args: Readonly<Record<string, string | number>>;
};

/**
 * How the change is proven against the running Asterisk: `kind` names a prover a feature brings,
 * `subject` what it looks at. A prover compares the running Asterisk with what the files say now,
 * so the same proof serves the change, its restoration and its undo.
 */
export type ProofRequest = { readonly kind: string; readonly subject: readonly string[] };

/** What the database must learn in the same transaction that closes the change as done. */
export type Effect = { readonly kind: string; readonly data: unknown };

/**
 * Everything a change will do, before it does anything. Without edits only its effect is a change, of
 * what the database knows; it is written down and undone all the same.
 */
export type Plan = {
  readonly title: Title;
  readonly edits: readonly FileEdit[];
  readonly reload: readonly ReloadTarget[];
  readonly proof: ProofRequest;
  readonly effect?: Effect;
  /** The change that this one takes back. */
  readonly undoes?: number;
  /** Faults that it knowingly brings back, by `faultName`. */
  readonly forgives?: readonly string[];
};

/** Lines move with every edit, so a fault is known by its kind, its file and its values. */
export function faultName({ code, file, args }: PlanFault): string {
  return JSON.stringify([code, file, Object.entries(args).filter(([name]) => name !== 'line')]);
}

/** Same plan, same fingerprint; any other file content before or after, or effect, gives another. SHA-256, hex. */
export function fingerprintOf(plan: Plan): string {
  const hash = createHash('sha256');
  for (const edit of plan.edits) {
    const [before, after] = [edit.before, edit.after].map((text) =>
      text === undefined ? null : sha256(text),
    );
    hash.update(JSON.stringify([edit.path, before, after]));
  }
  return hash.update(JSON.stringify([plan.reload, plan.proof, plan.effect ?? null])).digest('hex');
}

export type DiffLine = { readonly sign: '+' | '-'; readonly text: string };

const mask = '••••••';
/** A word that smells of a secret with a value behind it, wherever in the line; all behind it goes. */
const secretValue = /((?:pass|secret|token|md5_cred|credential|api_?key)[\w-]*\s*\+?=>?\s*)\S.*$/i;
const addressCredentials = /(:\/\/[^\s:@/]*:)[^\s@]+@/g;

/** What the change does to one file, line by line, with every secret masked. Lines are readable text (UTF-8). */
export function maskedDiff(edit: FileEdit): readonly DiffLine[] {
  if (holdsKey(edit)) return diffOfKey(edit);
  return diffLines(edit.before ?? '', edit.after ?? '').flatMap((hunk) => [
    ...hunk.removed.map((line) => ({ sign: '-' as const, text: readable(line) })),
    ...hunk.added.map((line) => ({ sign: '+' as const, text: readable(line) })),
  ]);
}

/** Of a file with a private key no line is shown. */
function holdsKey({ before = '', after = '' }: FileEdit): boolean {
  return (before + after).includes('PRIVATE KEY-----');
}

function diffOfKey({ before, after }: FileEdit): readonly DiffLine[] {
  return [
    ...(before === undefined ? [] : [{ sign: '-' as const, text: mask }]),
    ...(after === undefined ? [] : [{ sign: '+' as const, text: mask }]),
  ];
}

function readable(line: string): string {
  return decodeConfText(line)
    .replace(/\r?\n$/, '')
    .replace(secretValue, `$1${mask}`)
    .replace(addressCredentials, `$1${mask}@`);
}
