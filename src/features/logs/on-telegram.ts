import { escapeHtml } from '../../lib/html.ts';
import type { TelegramDoor, Visit } from '../../telegram/door.ts';
import type { LogLine } from './log-line.ts';
import type { LogsDeps } from './logs-deps.ts';
import { readLog } from './read-log.ts';

const usualCount = 30;
const mostCount = 1000;

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
        handle: (visit) => show(deps, visit),
      },
    ],
  };
}

async function show(deps: LogsDeps, visit: Visit): Promise<void> {
  const { words } = visit;
  const [, digits, word = ''] = /^(\d{1,6})?\s*(.*)$/s.exec(visit.argument.trim()) ?? [];
  const count = Math.min(mostCount, Math.max(1, Number(digits ?? usualCount)));
  const entries = await readLog(deps, { count, word: word.trim() });
  if (entries.length === 0) {
    // How to ask for more or for less helps only where there is something to ask for.
    const text =
      word === ''
        ? words('logs-empty')
        : `${words('logs-none-with', { word: word.slice(0, 60) })}\n\n${words('logs-usage')}`;
    await visit.show({ text });
    return;
  }
  const title = words(word === '' ? 'logs-title' : 'logs-title-with', {
    count: entries.length,
    word: word.slice(0, 60),
  });
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: deps.timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const lines = entries.map((entry) => lineText(entry, time));
  const html = lines.map(escapeHtml).join('\n');
  if (html.length <= longestMessage) {
    await visit.show({ text: `${title}\n<pre>${html}</pre>\n${words('logs-usage')}` });
    return;
  }
  await visit.sendDocument({
    name: 'navbatchi-log.txt',
    bytes: Buffer.from(`${lines.join('\n')}\n`),
    caption: `${title}\n${words('logs-usage')}`,
  });
}

function lineText({ at, level, message, fields }: LogLine, time: Intl.DateTimeFormat): string {
  const when = at === 0 ? '' : `${time.format(at)} `;
  const rest = fields.length === 0 ? '' : ` (${fields.join(', ')})`;
  return `${marks[level]} ${when}${message}${rest}`;
}
