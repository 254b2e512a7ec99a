import { z } from 'zod';
import { locales } from '../../lib/locale.ts';
import { CardVerdict, SipProtocol } from './card-verdict.ts';

/** One phone card that was shown and is watched until its phone registers. No secret is in it. */
export const WatchedCard = z.object({
  number: z.string(),
  name: z.string(),
  chatId: z.number(),
  locale: z.enum(locales),
  /** The message that tells how it goes; none when the person's tap made something else of it. */
  messageId: z.number().optional(),
  /** Messages that show the password, and go when the phone has registered. */
  secretMessageIds: z.array(z.number()),
  /** Where the card sends the phone. */
  protocol: SipProtocol,
  port: z.number(),
  sentAt: z.number(),
  /** When silence gets explained. */
  explainAt: z.number(),
  watchUntil: z.number(),
  /** How it was when the card was shown; a registration from before does not count. */
  before: z.object({
    /** None when the console could not be asked. */
    contacts: z.array(z.object({ uri: z.string(), expiresAt: z.number() })).optional(),
    isOnline: z.boolean(),
  }),
  /** Asterisk's log as it was then; none when it cannot be read. */
  logMark: z.object({ path: z.string(), inode: z.number(), size: z.number() }).optional(),
  registeredAt: z.number().optional(),
  verdict: CardVerdict,
  /** What the message says; another one than `verdict` while Telegram is away. */
  shown: CardVerdict,
});
export type WatchedCard = z.infer<typeof WatchedCard>;
