import { z } from 'zod';
import { Refused } from '../lib/error.ts';

/** What ARI answers, as far as we use it. Source: Asterisk 22, rest-api/api-docs/*.json. */

export const ping = z
  .object({ asterisk_id: z.string() })
  .transform((answer) => ({ asteriskId: answer.asterisk_id }));

/** ARI writes `2026-11-21T04:57:11.056+0000`. */
const time = z.string().transform((text) => new Date(text));

export const asteriskInfo = z
  .object({
    system: z.object({ version: z.string() }),
    config: z.object({ name: z.string() }),
    status: z.object({ startup_time: time, last_reload_time: time }),
  })
  .transform(({ system, config, status }) => ({
    /** As Asterisk says it, with what the packager added: `22.10.1+dfsg…`. */
    version: system.version,
    systemName: config.name,
    startupTime: status.startup_time,
    lastReloadTime: status.last_reload_time,
  }));

export type AsteriskInfo = Readonly<z.infer<typeof asteriskInfo>>;

export const endpointState = z
  .object({
    resource: z.string(),
    /** ARI leaves the state out when it knows none. */
    state: z.enum(['online', 'offline', 'unknown']).catch('unknown'),
    channel_ids: z.array(z.string()),
  })
  .transform((answer) => ({
    resource: answer.resource,
    state: answer.state,
    channelIds: answer.channel_ids,
  }));

export type EndpointState = Readonly<z.infer<typeof endpointState>>;

/** An attribute given several times (an AOR's contacts) becomes one, with commas. */
export const dynamicConfig = z
  .array(z.object({ attribute: z.string(), value: z.string() }))
  .transform((pairs) => {
    const values = new Map<string, string>();
    for (const { attribute, value } of pairs) {
      const before = values.get(attribute);
      values.set(attribute, before === undefined ? value : `${before},${value}`);
    }
    return values;
  });

const party = z.object({ name: z.string(), number: z.string() }).catch({ name: '', number: '' });

export const channel = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.string(),
    caller: party,
    dialplan: z.object({ exten: z.string() }).catch({ exten: '' }),
    creationtime: time,
    /** With `channelvars = CHANNEL(linkedid)` in ari.conf. */
    channelvars: z.record(z.string(), z.string()).catch({}),
  })
  .transform((answer) => ({
    id: answer.id,
    /** `PJSIP/1001-0000000a` */
    name: answer.name,
    state: answer.state,
    callerName: answer.caller.name,
    callerNumber: answer.caller.number,
    exten: answer.dialplan.exten,
    createdAt: answer.creationtime,
    linkedId: answer.channelvars['CHANNEL(linkedid)'],
  }));

export type Channel = Readonly<z.infer<typeof channel>>;

/** Packets of sound since the channel is up. */
export const rtpStatistics = z
  .object({ rxcount: z.number(), txcount: z.number() })
  .transform((answer) => ({
    /** That came from the phone. */
    receivedPackets: answer.rxcount,
    sentPackets: answer.txcount,
  }));

export type RtpStatistics = Readonly<z.infer<typeof rtpStatistics>>;

/** Throws Refused when the answer is not what ARI's own documents promise. */
export function parseAnswer<Schema extends z.ZodType>(
  schema: Schema,
  answer: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Refused('Asterisk gave an answer that cannot be read.', {
    details: { why: z.prettifyError(parsed.error) },
  });
}
