import { InvalidInput } from '../lib/error.ts';

/**
 * What may be written into an Asterisk file. Refusing is safer than escaping: Asterisk's reader,
 * `.env`, the shell and people's eyes each escape differently. Reading knows no such limits.
 */

/** Asterisk skips lines longer than 8191 bytes; this leaves room for the key and a remark. */
const longestValue = 4000;
/** Whole blocks of settings are commented out above and in sections written by hand. */
const longestComment = 20_000;

/** A section name: letters, digits, `_`, `.`, `-`, at most 79 (a longer one is cut silently). Throws InvalidInput. */
export function requireWritableName(name: string): void {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,78}$/.test(name)) return;
  throw new InvalidInput('A section name may hold letters, digits, "_", "." and "-", up to 79.', {
    details: { length: name.length },
  });
}

const writableKey = /^[A-Za-z0-9_][A-Za-z0-9_./-]{0,78}$/;

/** A key: letters, digits, `_`, `.`, `/`, `-`, at most 79. Throws InvalidInput. */
export function requireWritableKey(key: string): void {
  if (writableKey.test(key)) return;
  throw new InvalidInput('A key may hold letters, digits, "_", ".", "/" and "-", up to 79.', {
    details: { length: key.length },
  });
}

/**
 * A value that Asterisk reads back exactly: bytes as latin1, up to 4000, no control characters, no
 * `;` (it starts a comment, `;--` hides the rest of the file), no blank at an end, no `>` first, no
 * `\` last. Throws InvalidInput, without the value: it may be a secret.
 */
export function requireWritableValue(value: string): void {
  const because = whyNotWritable(value);
  if (because === undefined) return;
  throw new InvalidInput(`This value cannot be written: ${because}.`, {
    details: { length: value.length },
  });
}

/** Whether `requireWritableKey` and `requireWritableValue` would let both pass. */
export function isWritableSetting(key: string, value: string): boolean {
  return writableKey.test(key) && whyNotWritable(value) === undefined;
}

function whyNotWritable(value: string): string | undefined {
  if (value.length > longestValue) return `it is longer than ${longestValue} characters`;
  if (hasControl(value)) return 'it holds a line break or another control character';
  if (/[^\0-\xff]/.test(value)) return 'it is not encoded to bytes';
  if (value.includes(';')) return 'it holds a semicolon';
  if (value.startsWith(' ') || value.endsWith(' ')) return 'it begins or ends with a space';
  if (value.startsWith('>')) return 'it begins with ">"';
  if (value.endsWith('\\')) return 'it ends with a backslash';
  return undefined;
}

/** A remark of one or more lines, bytes as latin1. Throws InvalidInput. */
export function requireWritableComment(comment: string): void {
  const isWritable =
    comment.length <= longestComment &&
    comment.split('\n').every((line) => !hasControl(line) && !/[^\0-\xff]/.test(line));
  if (!isWritable) {
    throw new InvalidInput('A comment may hold printable text only, up to 20,000 characters.');
  }
}

/** Text as people know it, made into the latin1 view of its UTF-8 bytes that documents hold. */
export function encodeConfText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The way back, for showing; bytes that are no UTF-8 become the replacement character. */
export function decodeConfText(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 || code === 127) return true;
  }
  return false;
}
