import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CustomerEvent, Platform } from '../../meta/customer-event.ts';
import { readEvent, type RawEvent, type Slot } from './inbox-event.ts';

/** One thing that a webhook tells, ready to be kept. */
export type ToldEvent = {
  /** The same for the same thing told again. */
  readonly key: string;
  readonly slot: Slot;
  /** The item in Meta's own words: JSON. */
  readonly body: string;
  readonly event: CustomerEvent;
};

export type ReadBody =
  | { readonly type: 'read'; readonly events: readonly ToldEvent[] }
  /** Signed, and still nothing that this house can read. */
  | { readonly type: 'unreadable'; readonly because: 'not JSON' | 'not a webhook' };

const Body = z.object({
  object: z.enum(['page', 'instagram']),
  entry: z.array(z.unknown()),
});

const Items = z.array(z.unknown()).catch([]);

const Entry = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  messaging: Items,
  standby: Items,
  changes: Items,
});

const platforms = { page: 'messenger', instagram: 'instagram' } as const satisfies Record<
  string,
  Platform
>;

const slots = ['messaging', 'standby', 'changes'] as const satisfies readonly Slot[];

/** Reads the bytes of a webhook: one event for each message, postback, reaction, read, edit. Never throws. */
export function readWebhookBody(bytes: Uint8Array, receivedAt: number): ReadBody {
  const json = parseJson(bytes);
  if (json === undefined) return { type: 'unreadable', because: 'not JSON' };
  const body = Body.safeParse(json);
  if (!body.success) return { type: 'unreadable', because: 'not a webhook' };
  const platform = platforms[body.data.object];
  const events = eventsOfAll(body.data.entry, platform, receivedAt);
  return events.length === 0
    ? { type: 'unreadable', because: 'not a webhook' }
    : { type: 'read', events };
}

/** One item of an entry. Never throws. */
export function readItem(raw: RawEvent): ToldEvent {
  const event = readEvent(raw);
  const body = JSON.stringify(raw.item);
  return { key: keyOf(event, body), slot: raw.slot, body, event };
}

function eventsOf(raw: unknown, platform: Platform, receivedAt: number): readonly ToldEvent[] {
  const read = Entry.safeParse(raw);
  const accountId = read.success ? read.data.id : '';
  const tell = (slot: Slot, item: unknown): ToldEvent =>
    readItem({ platform, accountId, slot, item, receivedAt });
  const told = slots.flatMap((slot) =>
    (read.success ? read.data[slot] : []).map((item) => tell(slot, item)),
  );
  // An entry of another kind must not vanish: it is one thing that nobody knows.
  return told.length === 0 ? [tell('changes', raw)] : told;
}

/** Ids of Meta's are of these characters; anything else in a key is hashed. */
const plainId = /^[\w.$:=/+-]{1,200}$/;

/**
 * What makes two tellings the same: the message's `mid` where it has one of its own, else all that
 * Meta says of it. Meta repeats a webhook in the same words.
 */
function keyOf({ platform, accountId, happening }: CustomerEvent, body: string): string {
  const own = ownIdOf(happening);
  const isPlain = own !== undefined && plainId.test(own);
  return isPlain
    ? `${platform} ${happening.type} ${own}`
    : `${platform} ${happening.type} ${createHash('sha256').update(`${accountId} ${body}`).digest('base64url')}`;
}

function ownIdOf(happening: CustomerEvent['happening']): string | undefined {
  switch (happening.type) {
    case 'message':
    case 'echo':
    case 'unsent':
    case 'postback':
      return happening.mid;
    case 'edit':
      return `${happening.mid}:${happening.edits}`;
    case 'reaction':
    case 'referral':
    case 'read':
    case 'delivery':
    case 'unsupported':
      return undefined;
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    // A byte order mark is no JSON, and harmless.
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** None: nested so deep that it cannot be printed. */
function eventsOfAll(
  entries: readonly unknown[],
  platform: Platform,
  receivedAt: number,
): readonly ToldEvent[] {
  try {
    return entries.flatMap((entry) => eventsOf(entry, platform, receivedAt));
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
