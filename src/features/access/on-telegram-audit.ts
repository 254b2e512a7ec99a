import type { AuditRow } from '../../storage/audit.ts';
import { escapeHtml } from '../../lib/html.ts';
import { momentText } from '../../lib/moment-text.ts';
import type { TelegramDoor, Visit } from '../../telegram/door.ts';
import type { AccessDeps } from './access-deps.ts';
import { deedText } from './on-telegram-deed.ts';

const shownRows = 15;

/** `/audit`: the newest deeds, whether the chain is whole, and the whole of it as a file. */
export function auditDoor(deps: AccessDeps): Required<Pick<TelegramDoor, 'commands' | 'buttons'>> {
  return {
    commands: [
      {
        command: 'audit',
        minimumRole: 'admin',
        descriptionKey: 'access-command-audit',
        where: 'private',
        handle: (visit) => showAudit(deps, visit),
      },
    ],
    buttons: {
      'access.exportAudit': {
        minimumRole: 'admin',
        handle: (visit) => exportAudit(deps, visit),
      },
    },
  };
}

async function showAudit(deps: AccessDeps, visit: Visit): Promise<void> {
  const { words, member } = visit;
  const verdict = await deps.audit.verify();
  const people = new Map(
    (await deps.people.list()).map((person) => [person.telegramId, person.name]),
  );
  const { timeZone, clock } = deps;
  const view = { now: clock.now(), timeZone, locale: member.locale };
  const lineOf = (row: AuditRow): string => {
    const who = row.telegramId === null ? '—' : (people.get(row.telegramId) ?? row.telegramId);
    return `${escapeHtml(`${momentText(row.at, view)} ${who}`)} · ${deedText(words, row)}`;
  };
  const rows = (await deps.audit.latest(shownRows)).map(lineOf);
  const chain =
    verdict.type === 'whole'
      ? words('access-audit-whole', { rows: verdict.rows })
      : words('access-audit-broken', { row: verdict.sequence });
  await visit.show({
    text: `${words('access-audit')}\n${chain}\n\n${rows.join('\n')}`,
    buttons: [[{ label: words('access-audit-export'), action: 'access.exportAudit' }]],
  });
}

async function exportAudit(deps: AccessDeps, visit: Visit): Promise<void> {
  const rows = await deps.audit.all();
  const lines = rows.map((row) => JSON.stringify({ ...row, at: new Date(row.at).toISOString() }));
  await visit.sendDocument({
    name: 'navbatchi-audit.jsonl',
    bytes: Buffer.from(`${lines.join('\n')}\n`),
    caption: visit.words('access-audit-caption', { rows: rows.length }),
  });
}
