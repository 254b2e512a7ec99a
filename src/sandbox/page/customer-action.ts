import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CustomerPhones } from '../meta/customer-phones.ts';

const customer = z.object({ customer: z.string().min(1).max(40) });
const mid = z.string().min(1).max(200);
/** What Instagram takes in bytes is less; Messenger's 2000 is the most. */
const text = z.string().trim().min(1).max(2000);

/** What the page asks of the phone of a customer of Messenger or Instagram. */
export const customerActions = [
  customer.extend({ type: z.literal('customerWrites'), text }),
  customer.extend({
    type: z.literal('customerSends'),
    sample: z.enum(['photo', 'voice', 'file']),
  }),
  customer.extend({ type: z.literal('customerRepliesToStory'), text }),
  customer.extend({ type: z.literal('customerReacts'), mid, emoji: z.enum(['❤', '👍', '😂']) }),
  customer.extend({ type: z.literal('customerUnsends'), mid }),
  customer.extend({ type: z.literal('customerReads') }),
  customer.extend({ type: z.literal('customerBlocks'), hasBlocked: z.boolean() }),
] as const;

type CustomerAction = z.output<(typeof customerActions)[number]>;

/** What a customer can send without having anything. */
const samples = {
  photo: { kind: 'image', name: 'photo.jpg', contentType: 'image/jpeg' },
  voice: { kind: 'audio', name: 'voice.m4a', contentType: 'audio/mp4' },
  file: { kind: 'file', name: 'order.pdf', contentType: 'application/pdf' },
} as const;

/** Does it. Throws when there are no such customers, or the company is blocked. */
export function actAsCustomer(
  phones: CustomerPhones | undefined,
  wanted: CustomerAction,
): Record<string, never> {
  if (phones === undefined) throw new Error('there are no customers here');
  switch (wanted.type) {
    case 'customerWrites':
      phones.write(wanted.customer, wanted.text);
      break;
    case 'customerSends': {
      const { kind, name, contentType } = samples[wanted.sample];
      const bytes = readFileSync(join(import.meta.dirname, 'samples', name));
      phones.send(wanted.customer, { kind, contentType, bytes });
      break;
    }
    case 'customerRepliesToStory':
      phones.replyToStory(wanted.customer, wanted.text);
      break;
    case 'customerReacts':
      phones.react(wanted.customer, wanted.mid, wanted.emoji);
      break;
    case 'customerUnsends':
      phones.unsend(wanted.customer, wanted.mid);
      break;
    case 'customerReads':
      phones.read(wanted.customer);
      break;
    case 'customerBlocks':
      phones.block(wanted.customer, wanted.hasBlocked);
  }
  return {};
}
