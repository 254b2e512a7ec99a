import { z } from 'zod';
import { titleText } from '../../change/change-words.ts';
import { escapeHtml } from '../../lib/html.ts';
import type { AuditRow } from '../../storage/audit.ts';
import type { Words } from '../../telegram/door.ts';

const titleArguments = z.record(z.string(), z.union([z.string(), z.number()]));

/** What was done and how it ended, as HTML. What has no words yet goes by the code of the export. */
export function deedText(words: Words, row: AuditRow): string {
  const mark = marks.get(row.outcome);
  const deed = nameOf(words, row);
  return mark === undefined ? `✖️ ${deed} (${escapeHtml(row.outcome)})` : `${mark} ${deed}`;
}

function nameOf(words: Words, row: AuditRow): string {
  const key = keys.get(row.action);
  if (key !== undefined) return words(key);
  const args = titleArguments.safeParse(JSON.parse(row.details));
  if (!row.action.startsWith('change-') || !args.success) return escapeHtml(row.action);
  return titleText(words, { key: row.action, args: args.data });
}

const marks = new Map([
  ...['done', 'claimed', 'joined', 'invited', 'approved', 'started', 'back'].map(
    (outcome) => [outcome, '✅'] as const,
  ),
  ['putBack', '↩️'] as const,
  ['stuck', '❗️'] as const,
]);

const keys: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'access.claimOwner': 'access-did-access-claimOwner',
    'access.invite': 'access-did-access-invite',
    'access.acceptInvite': 'access-did-access-acceptInvite',
    'access.remove': 'access-did-access-remove',
    'access.setRole': 'access-did-access-setRole',
    'access.language': 'access-did-access-language',
    'ari.rotation': 'access-did-ari-rotation',
    'asterisk.reload': 'access-did-asterisk-reload',
    'asterisk.restart': 'access-did-asterisk-restart',
    'asterisk.cameBack': 'access-did-asterisk-cameBack',
    'asterisk.takeBackRestart': 'access-did-asterisk-takeBackRestart',
    'change.approval': 'access-did-change-approval',
    'duty.on': 'access-did-duty-on',
    'duty.off': 'access-did-duty-off',
    'missed.claim': 'access-did-missed-claim',
    'missed.call': 'access-did-missed-call',
    'missed.done': 'access-did-missed-done',
    'missed.release': 'access-did-missed-release',
    'missed.reopen': 'access-did-missed-reopen',
    'telegram.command': 'access-did-telegram-command',
    'telegram.press': 'access-did-telegram-press',
    'telegram.stranger': 'access-did-telegram-stranger',
  }),
);
