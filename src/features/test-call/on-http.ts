import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { requireBearer } from '../../http/bearer.ts';
import { NotFound } from '../../lib/error.ts';
import { locales, type Locale } from '../../lib/locale.ts';
import type { TestDesk } from './open-desk.ts';
import { refusalText } from './refusal.ts';
import type { TestCallDeps, TestRefusal } from './test-call-deps.ts';
import { isHeard, type TestRun } from './test-run.ts';
import { testText } from './test-screen.ts';
import { judgeTest } from './verdict.ts';

const Order = z.object({ from: z.string().min(1).max(40), to: z.string().min(1).max(40) }).strict();
const Where = z.object({ callId: z.string() });
const Query = z.object({ lang: z.enum(locales).optional() });

/** The HTTP status of each refusal. */
const statuses = {
  badNumber: 400,
  same: 400,
  prefixNotAllowed: 403,
  unknownPhone: 404,
  phoneOffline: 409,
  phoneBusy: 409,
  noTrunk: 409,
  tooMany: 429,
  twoAMinute: 429,
  unreachable: 503,
} as const satisfies Record<TestRefusal['because'], number>;

/**
 * `POST /calls/test` begins a test, `GET /calls/test/<id>` tells how it stands, `DELETE` hangs up.
 * `?lang=uz|ru|en` chooses the language of `message`; English unless told. With `Accept: text/plain`
 * the first line is `running`, `heard` (still talking, the sound is judged), `good` or `bad`, and the message
 * follows.
 */
export function testCallOnHttp(
  { apiToken, wordsOf, log }: Pick<TestCallDeps, 'apiToken' | 'wordsOf' | 'log'>,
  desk: TestDesk,
): (server: FastifyInstance) => void {
  const guarded = { onRequest: requireBearer(apiToken, log) };
  const localeOf = (query: unknown): Locale => Query.safeParse(query).data?.lang ?? 'en';
  const find = (params: unknown) => {
    const test = desk.find(Where.parse(params).callId);
    if (!test) throw new NotFound('There is no test call of this id, or it was long ago.');
    return test;
  };
  return (server) => {
    server.post('/calls/test', guarded, async ({ body, query }, reply) => {
      const order = Order.safeParse(body);
      if (!order.success) {
        const message = 'Send {"from": "1001", "to": "90 942 92 71"}: two phones or numbers.';
        return reply.code(400).send({ error: 'InvalidInput', message });
      }
      const started = await desk.beginUnseen(order.data);
      const words = wordsOf(localeOf(query));
      if (started.type === 'refused') {
        const message = plain(refusalText(words, started));
        return reply.code(statuses[started.because]).send({ error: started.because, message });
      }
      return reply.code(202).send(shown(started.test.run()));
    });
    server.get('/calls/test/:callId', guarded, ({ params, query, headers }, reply) => {
      const run = find(params).run();
      const text = plain(testText(wordsOf(localeOf(query)), run));
      return headers.accept?.startsWith('text/plain') === true
        ? sendText(reply, run, text)
        : reply.send({ ...shown(run), message: text });
    });
    server.delete('/calls/test/:callId', guarded, async ({ params }, reply) => {
      const test = find(params);
      await test.hangUp('person');
      return reply.code(202).send(shown(test.run()));
    });
  };
}

function sendText(reply: FastifyReply, run: TestRun, text: string): FastifyReply {
  return reply.type('text/plain; charset=utf-8').send(`${wordOf(run)}\n${text}\n`);
}

function wordOf(run: TestRun): 'running' | 'heard' | 'good' | 'bad' {
  if (!run.isOver) return isHeard(run) ? 'heard' : 'running';
  return judgeTest(run).type === 'good' ? 'good' : 'bad';
}

/** As programs read it: times in seconds since the call began. */
function shown(run: TestRun) {
  const { callId, from, to, legs, isOver, talkingSince } = run;
  const [first] = legs;
  const since = (at: number | undefined): number | undefined =>
    at === undefined || !first ? undefined : (at - first.startedAt) / 1000;
  return {
    callId,
    status: isOver ? 'ended' : 'running',
    ...{ from: from.number, to: to.number },
    legs: legs.map((leg) => ({
      startedAt: since(leg.startedAt),
      ringingAt: since(leg.ringingAt),
      answeredAt: since(leg.answeredAt),
      endedAt: since(leg.endedAt),
      sound: leg.sound,
    })),
    talkingAt: since(talkingSince),
    verdict: isOver ? judgeTest(run) : undefined,
  };
}

/** Our words are Telegram's HTML. */
function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
