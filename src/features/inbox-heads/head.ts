import { cleanLine } from '../../lib/html.ts';
import type { Platform } from '../../meta/customer-event.ts';
import type { Screen, Words } from '../../telegram/door.ts';
import type { HeadPart, HeadTalk, WindowOf } from './heads-deps.ts';

/** The head is edited when the end of the time for answers moved further than this. */
const coarseMs = 30 * 60_000;

/** So much of a name leaves room for a mark behind it: a phone shows about 30 signs of a title. */
const shortName = 20;

const icons = { instagram: '📷', messenger: '💬' } as const satisfies Record<Platform, string>;

/** A topic in the list: who it is, and with whom, or that it is over. */
export function titleOf(
  { name, platform, isClosed }: Pick<HeadTalk, 'name' | 'platform' | 'isClosed'>,
  marks: readonly string[] = [],
): string {
  const icon = icons[platform];
  if (isClosed) return `✅ ${icon} ${name}`;
  const shown = marks.filter((mark) => mark !== '');
  return [icon, shown.length === 0 ? name : cleanLine(name, shortName), ...shown].join(' ');
}

/** What stands at the top of a customer's topic: who it is, how to answer, until when, and the parts. */
export function headScreen(
  { name, platform, lastSaidAt }: Pick<HeadTalk, 'name' | 'platform' | 'lastSaidAt'>,
  words: Words,
  {
    windowOf,
    timeZone,
    parts,
  }: {
    readonly windowOf: WindowOf;
    readonly timeZone: string;
    readonly parts: readonly HeadPart[];
  },
): Screen {
  const text = [
    words('inbox-head', { name, platform }),
    ...parts.flatMap(({ lines }) => lines),
    ...windowLines(lastSaidAt, words, { windowOf, timeZone }),
    words('inbox-head-how'),
  ].join('\n');
  const buttons = parts.flatMap((part) => part.buttons);
  return { text, ...(buttons.length > 0 && { buttons }) };
}

function windowLines(
  lastSaidAt: number | undefined,
  words: Words,
  { windowOf, timeZone }: { readonly windowOf: WindowOf; readonly timeZone: string },
): readonly string[] {
  if (lastSaidAt === undefined) return [];
  const { usual, human } = windowOf(Math.floor(lastSaidAt / coarseMs) * coarseMs);
  const text = (at: number): string =>
    new Intl.DateTimeFormat('ru', {
      timeZone,
      ...{ day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' },
    }).format(at);
  return [
    words('inbox-head-window', { time: text(usual) }),
    ...(human > usual ? [words('inbox-head-human', { time: text(human) })] : []),
  ];
}
