import { z } from 'zod';
import { escapeHtml } from '../../lib/html.ts';
import { momentText, type MomentView } from '../../lib/moment-text.ts';
import type { TelegramDoor, Visit, Words } from '../../telegram/door.ts';
import type { LogLine } from './log-line.ts';
import type { LogsDeps } from './logs-deps.ts';
import { readLog, type LogEntries } from './read-log.ts';

const usualCount = 30;
const mostCount = 1000;
/** It stands in a title, and in what a button carries. */
const longestWord = 60;

const wantedArgs = z.object({ count: z.int().min(1).max(mostCount), word: z.string() });

/** Beyond this a message would be long to scroll; a file is better. Source: product, `/logs`. */
const longestMessage = 3500;

const marks: Readonly<Record<LogLine['level'], string>> = {
  error: '❌',
  warning: '⚠️',
  info: '▫️',
  debug: '·',
};

/** `/logs [how many] [word]`: what the bot itself wrote down, without a terminal. */
export function logsOnTelegram(deps: LogsDeps): TelegramDoor {
  return {
    commands: [
      {
        command: 'logs',
        minimumRole: 'admin',
        descriptionKey: 'logs-command',
        where: 'private',
        handle: (visit) => show(deps, visit, readArgument(visit.argument)),
      },
    ],
    buttons: {
      'logs.show': {
        minimumRole: 'admin',
        handle: (visit, args) => show(deps, visit, wantedArgs.parse(args)),
      },
      'logs.file': {
        minimumRole: 'admin',
        handle: (visit, args) => sendFile(deps, visit, wantedArgs.parse(args)),
      },
    },
  };
}

type Wanted = z.infer<typeof wantedArgs>;

function readArgument(argument: string): Wanted {
  const [, digits, word = ''] = /^(\d{1,6})?\s*(.*)$/s.exec(argument.trim()) ?? [];
  const count = Math.min(mostCount, Math.max(1, Number(digits ?? usualCount)));
  return { count, word: word.trim().slice(0, longestWord) };
}

async function show(deps: LogsDeps, visit: Visit, { count, word }: Wanted): Promise<void> {
  const { words } = visit;
  const log = await readLog(deps, { count, word });
  const { entries } = log;
  const refresh = { label: words('logs-refresh'), action: 'logs.show', args: { count, word } };
  if (entries.length === 0) {
    // How to ask for more or for less helps only where there is something to ask for.
    const text =
      word === ''
        ? words('logs-empty')
        : `${words('logs-none-with', { word })}\n\n${words('logs-usage')}`;
    await visit.show({ text: withTrouble(words, log, text), buttons: [[refresh]] });
    return;
  }
  const html = linesOf(deps, visit, entries).map(escapeHtml).join('\n');
  if (html.length > longestMessage) {
    await sendFile(deps, visit, { count, word });
    return;
  }
  const file = {
    label: words('logs-file'),
    action: 'logs.file',
    args: { count: mostCount, word },
  };
  await visit.show({
    text: `${titleOf(words, log, word)}\n<pre>${html}</pre>\n${words('logs-usage')}`,
    buttons: [[refresh, file]],
  });
}

async function sendFile(deps: LogsDeps, visit: Visit, { count, word }: Wanted): Promise<void> {
  const log = await readLog(deps, { count, word });
  await visit.sendDocument({
    name: 'navbatchi-log.txt',
    bytes: Buffer.from(`${linesOf(deps, visit, log.entries).join('\n')}\n`),
    caption: `${titleOf(visit.words, log, word)}\n${visit.words('logs-usage')}`,
  });
}

function titleOf(words: Words, log: LogEntries, word: string): string {
  const { length: count } = log.entries;
  return withTrouble(
    words,
    log,
    words(word === '' ? 'logs-title' : 'logs-title-with', { count, word }),
  );
}

/** A short log must not look like a quiet past. */
function withTrouble(words: Words, { trouble }: LogEntries, text: string): string {
  return trouble === undefined ? text : `${text}\n\n${words(`logs-journal-${trouble}`)}`;
}

function linesOf(
  { clock, timeZone }: LogsDeps,
  { member }: Visit,
  entries: readonly LogLine[],
): readonly string[] {
  const view = { now: clock.now(), timeZone, locale: member.locale, hasSeconds: true };
  return entries.map((entry) => lineText(entry, view));
}

function lineText({ at, level, message, fields }: LogLine, view: MomentView): string {
  const when = at === 0 ? '' : `${momentText(at, view)} `;
  const rest = fields.length === 0 ? '' : ` (${fields.join(', ')})`;
  return `${marks[level]} ${when}${message}${rest}`;
}
