import path from 'node:path';
import { escapeHtml } from '../lib/html.ts';
import type { Words } from '../telegram/door.ts';
import type { ChangeEnd } from './change-deps.ts';
import { becauseText } from './reasons.ts';
import { maskedDiff, type FileEdit, type Plan, type PlanFault, type Title } from './plan.ts';

/** Telegram allows 4096 characters a message; the diff gets most of them. Source: Bot API, sendMessage. */
const maxDiffLength = 3000;

/** A longer diff is folded, so that question and buttons stay on a small screen; a tap opens it. */
const maxOpenLines = 8;

/** The name of a change in the reader's language, as HTML. */
export function titleText(words: Words, title: Title): string {
  const { of } = title.args;
  const what = typeof of === 'string' ? { what: { html: words(of, title.args) } } : {};
  return words(title.key, { ...title.args, ...what });
}

/** What a plan would do, as HTML: its name, then every file with its changed lines, secrets masked. */
export function planText(words: Words, plan: Plan): string {
  const title = `<b>${titleText(words, plan.title)}</b>`;
  return plan.edits.length === 0 ? title : `${title}\n\n${diffText(words, plan.edits)}`;
}

export function diffText(words: Words, edits: readonly FileEdit[]): string {
  return edits.map((edit) => fileText(words, edit, maxDiffLength / edits.length)).join('\n');
}

function fileText(words: Words, edit: FileEdit, maxLength: number): string {
  const lines = maskedDiff(edit)
    .filter((line) => line.text.trim() !== '')
    .map((line) => escapeHtml(`${line.sign} ${line.text}`));
  const shown: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > maxLength) break;
    shown.push(line);
  }
  const rest = lines.length - shown.length;
  const more = rest > 0 ? `\n${words('change-diff-more', { lines: rest })}` : '';
  const body = shown.join('\n');
  const diff =
    shown.length > maxOpenLines
      ? `<blockquote expandable>${body}</blockquote>`
      : `<pre>${body}</pre>`;
  return `<code>${escapeHtml(path.basename(edit.path))}</code>\n${diff}${more}`;
}

/** At most this many faults of the PBX's files are shown at once. */
const shownFaults = 5;

/** What Asterisk would trip over, with file and line, as HTML. */
export function faultsText(words: Words, faults: readonly PlanFault[]): string {
  const lines = faults
    .slice(0, shownFaults)
    .map((fault) => `• ${placeText(fault)} ${faultText(words, fault)}`);
  return words('change-refused-by-preflight', { faults: { html: lines.join('\n') } });
}

/** What one fault is, in the reader's language, as HTML. */
export function faultText(words: Words, { code, args }: Pick<PlanFault, 'code' | 'args'>): string {
  // A line number is a name: as text it gets no thousands mark.
  const texts = Object.entries(args).map(([name, value]) => [name, String(value)] as const);
  return words(`fault-${code}`, Object.fromEntries(texts));
}

function placeText({ file, line }: Pick<PlanFault, 'file' | 'line'>): string {
  return `<code>${escapeHtml(line === 0 ? file : `${file}:${line}`)}</code>`;
}

/** One of the three honest ends, as HTML. */
export function endText(
  words: Words,
  { title, proof }: Pick<Plan, 'title' | 'proof'>,
  end: ChangeEnd,
): string {
  const name = { html: titleText(words, title) };
  switch (end.type) {
    case 'done':
      return words(proof.subject.length === 0 ? 'change-end-recorded' : 'change-end-done', {
        title: name,
      });
    case 'putBack':
      return words('change-end-put-back', {
        title: name,
        because: { html: becauseText(words, end.because) },
      });
    case 'stuck':
      return words(end.willRetry ? 'change-end-waiting' : 'change-end-stuck', {
        title: name,
        because: { html: becauseText(words, end.because) },
      });
  }
}
