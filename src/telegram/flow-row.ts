import type { ConversationData } from '@grammyjs/conversations';
import { z } from 'zod';
import { locales } from '../lib/locale.ts';
import type { Placement } from './chat.ts';
import type { Json } from './json.ts';

/**
 * Raised when the room itself asks in another order than before; a feature raises its flow's own
 * `version`. A stored flow of another version cannot be gone on with.
 */
const roomVersion = 1;

/** The plugin's own log: what was asked and what came back. */
export type FlowState = {
  readonly version: [0, string | number];
  readonly state: ConversationData;
};

const stateShape = z.custom<FlowState>(
  (state) =>
    z.object({ version: z.array(z.unknown()), state: z.looseObject({}) }).safeParse(state).success,
);

/** Where a flow sits: what it has from its start to its end. */
const seatShape = z.object({
  flow: z.string(),
  version: z.string(),
  /** From the update that started it: the same when that update has to be handled again. */
  flowId: z.string(),
  telegramId: z.int(),
  chatId: z.int(),
  topicId: z.int().optional(),
  /** What it was started with; not in the rows of older versions. */
  start: z.custom<Json>((start) => z.json().safeParse(start).success).optional(),
});

const rowShape = seatShape.extend({
  /** The flow's message; undefined before it was first shown. */
  messageId: z.int().optional(),
  locale: z.enum(locales),
  touchedAt: z.int(),
  state: stateShape,
});

export type FlowSeat = z.infer<typeof seatShape>;
export type FlowRow = z.infer<typeof rowShape>;

/** The seat of a row, without what changes from step to step. */
export function seatOf(row: FlowRow): FlowSeat {
  return seatShape.parse(row);
}

/** Where in the chat what a flow sends belongs. */
export function placementOf({ topicId }: FlowSeat): Placement {
  return topicId === undefined ? {} : { topicId };
}

export function versionOf(flow: { readonly version?: number }): string {
  return `${roomVersion}.${flow.version ?? 1}`;
}

export function flowKey(chatId: number, telegramId: number): string {
  return `${chatId}:${telegramId}`;
}

export function printFlowRow(row: FlowRow): string {
  return JSON.stringify(row);
}

/** Undefined when it is not a flow this version of the house can read. */
export function readFlowRow(value: string): FlowRow | undefined {
  try {
    return rowShape.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}
