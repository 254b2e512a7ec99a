import type { Words } from '../../telegram/door.ts';
import type { CustomerTopic } from './store.ts';
import type { TopicsDeps } from './topics-deps.ts';

/** The head is edited when the end of the time for answers moved further than this. */
const coarseMs = 30 * 60_000;

/** What stands at the top of a customer's topic: who it is, how to answer, until when. */
export function headText(
  { name, platform, lastSaidAt }: Pick<CustomerTopic, 'name' | 'platform' | 'lastSaidAt'>,
  words: Words,
  { windowOf, timeZone }: Pick<TopicsDeps, 'windowOf' | 'timeZone'>,
): string {
  const lines = [words('inbox-head', { name, platform }), words('inbox-head-how')];
  if (lastSaidAt === undefined) return lines.join('\n');
  const { usual, human } = windowOf(Math.floor(lastSaidAt / coarseMs) * coarseMs);
  const text = (at: number): string =>
    new Intl.DateTimeFormat('ru', {
      timeZone,
      ...{ day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' },
    }).format(at);
  lines.push(words('inbox-head-window', { time: text(usual) }));
  if (human > usual) lines.push(words('inbox-head-human', { time: text(human) }));
  return lines.join('\n');
}
