import path from 'node:path';
import { escapeHtml } from '../lib/html.ts';
import type { Words } from '../telegram/door.ts';
import type { Finding } from './hand-written-findings.ts';

const marks: Readonly<Record<Finding['severity'], string>> = {
  broken: '⛔️',
  risky: '⚠️',
  note: 'ℹ️',
};

/** A card on a phone has room for so many. */
const mostShown = 8;

/** What is to be said of an extension written by hand, a line each with its place, as HTML. */
export function findingLines(words: Words, findings: readonly Finding[]): readonly string[] {
  return findings.slice(0, mostShown).map(({ severity, key, args, file, line }) => {
    const place = line === 0 ? path.basename(file) : `${path.basename(file)}:${line}`;
    return `${marks[severity]} ${words(key, args)} <code>${escapeHtml(place)}</code>`;
  });
}
