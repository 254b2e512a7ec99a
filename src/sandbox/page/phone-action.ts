import { z } from 'zod';
import type { PhonePageDeps } from './page-deps.ts';

const number = z.string().regex(/^[0-9]{2,15}$/);
const line = z.object({ channelId: z.string().min(1).max(150) });

/** What the page asks of a telephone. */
export const phoneActions = [
  z.object({ type: z.literal('connectPhone'), number }),
  z.object({ type: z.literal('disconnectPhone'), number }),
  z.object({ type: z.literal('dial'), number, dialled: z.string().trim().min(1).max(40) }),
  z.object({ type: z.literal('callIn'), number }),
  line.extend({ type: z.literal('answer') }),
  line.extend({ type: z.literal('hangUp') }),
] as const;

type PhoneAction = z.output<(typeof phoneActions)[number]>;

/** Does it. `outcome` is for the person who holds the phone; throws when a real Asterisk is there. */
export async function actOnPhone(
  phones: PhonePageDeps['phones'],
  wanted: PhoneAction,
): Promise<{ readonly outcome: string }> {
  if (phones === undefined || !('show' in phones)) throw new Error('there are no phones here');
  switch (wanted.type) {
    case 'connectPhone':
      return { outcome: await phones.connect(wanted.number) };
    case 'disconnectPhone':
      phones.disconnect(wanted.number);
      return { outcome: 'disconnected' };
    case 'dial':
      return { outcome: phones.dial(wanted.number, wanted.dialled) };
    case 'callIn':
      return { outcome: phones.callIn(wanted.number) };
    case 'answer':
      return { outcome: phones.answer(wanted.channelId) ? 'answered' : 'over' };
    case 'hangUp':
      return { outcome: phones.hangUp(wanted.channelId) ? 'ended' : 'over' };
  }
}
