import { z } from 'zod';

/** How SIP travels. */
export const SipProtocol = z.enum(['udp', 'tcp', 'tls']);
export type SipProtocol = z.infer<typeof SipProtocol>;

const place = { protocol: SipProtocol, port: z.number() };

/** What is known of a phone that was told its settings. No secret is in it. */
export const CardVerdict = z.discriminatedUnion('type', [
  z.object({ type: z.literal('waiting') }),
  z.object({
    type: z.literal('registered'),
    /** `10.0.0.7:5060`; these three come from the console, and stay away without it. */
    address: z.string().optional(),
    /** What the phone says of itself, cleaned for one line. */
    agent: z.string().optional(),
    /** Only after Asterisk asked the phone whether it is there. */
    roundTripMs: z.number().optional(),
  }),
  /** Registered, and does not answer when Asterisk asks it: most often a router in between. */
  z.object({
    type: z.literal('unreachable'),
    address: z.string().optional(),
    agent: z.string().optional(),
  }),
  z.object({ type: z.literal('wrongPassword'), address: z.string() }),
  z.object({ type: z.literal('unknownUser'), address: z.string(), user: z.string() }),
  /** Asterisk itself does not answer where the card sends the phone. */
  z.object({ type: z.literal('notListening'), ...place }),
  z.object({ type: z.literal('nothingArrived'), ...place }),
  /** The extension was deleted or switched off meanwhile. */
  z.object({ type: z.literal('gone') }),
  z.object({ type: z.literal('unknown'), because: z.enum(['noAsterisk', 'noLog', 'emulated']) }),
]);
export type CardVerdict = z.infer<typeof CardVerdict>;

/** The phone has been there: the secret has done its work. */
export function hasRegistered(verdict: CardVerdict): boolean {
  return verdict.type === 'registered' || verdict.type === 'unreachable';
}
