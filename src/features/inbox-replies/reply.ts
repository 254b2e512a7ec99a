import { z } from 'zod';

/**
 * `queued`: to be sent. `sending`: its answer is awaited. `uncertain`: no answer came, and it may have
 * been done. `asked`: only an operator can find out. `dead`: it will not go through as it is.
 */
export const replyStates = ['queued', 'sending', 'uncertain', 'asked', 'sent', 'dead'] as const;

/** In place of a Telegram id: the words are the machine's. */
export const nobody = 0;

export type ReplyState = (typeof replyStates)[number];

export const ReplyContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('media'),
    kind: z.enum(['image', 'video', 'audio', 'file']),
    fileId: z.string(),
    name: z.string(),
    contentType: z.string(),
    size: z.number(),
    /** Of what Meta keeps for us until it is sent. */
    attachmentId: z.string().optional(),
  }),
]);

export type ReplyContent = z.output<typeof ReplyContent>;

/** Why a reply is dead. */
export const replyReasons = [
  'windowNever',
  'windowDay',
  'windowWeek',
  'noToken',
  'notLive',
  'customerUnavailable',
  'refused',
  'partBefore',
  'fileLost',
  'tooLate',
] as const;

export type ReplyReason = (typeof replyReasons)[number];

/** How an operator's message is marked; '' is no mark. */
export type Mark = '' | 'waiting' | 'sent' | 'delivered' | 'read' | 'uncertain' | 'failed';

/** Telegram lets a bot react with these among others. Source: Bot API, ReactionTypeEmoji. */
export const markEmoji = {
  waiting: '✍',
  sent: '👌',
  delivered: '🕊',
  read: '👀',
  uncertain: '🤔',
  failed: '👎',
} as const satisfies Record<Exclude<Mark, ''>, string>;

/** Of the parts that one message of an operator became: the worst counts. */
export function markOf(
  parts: readonly {
    readonly state: string;
    readonly attempts: number;
    readonly deliveredAt: number | null;
    readonly readAt: number | null;
  }[],
): Mark {
  if (parts.some(({ state }) => state === 'dead')) return 'failed';
  if (parts.some(({ state }) => state === 'uncertain' || state === 'asked')) return 'uncertain';
  if (parts.some(({ state }) => state !== 'sent')) {
    return parts.some(({ attempts }) => attempts > 1) ? 'waiting' : '';
  }
  if (parts.every(({ readAt }) => readAt !== null)) return 'read';
  return parts.every(({ deliveredAt, readAt }) => (deliveredAt ?? readAt) !== null)
    ? 'delivered'
    : 'sent';
}
