import { backoffMs } from '../../lib/retry.ts';
import type { GraphAccess, Outgoing, SendOutcome } from '../../meta/graph.ts';
import { remedyOf, type GraphFailure } from '../../meta/graph-failure.ts';
import { attachFile } from './attach-file.ts';
import { policyAt } from './reply-window.ts';
import type { ReplyReason } from './reply.ts';
import type { RepliesDeps, ReplyPace, Talk } from './replies-deps.ts';
import type { Reply } from './store.ts';

const retryWait = { baseMs: 1000, capMs: 5 * 60_000 };

/** An answer without a person that comes later than this surprises. */
const freshMs = 60 * 60_000;

/** Of one file. */
const mostUploads = 6;

export type SendEnd =
  | 'over'
  /** Nothing goes through this account until a person mends it. */
  | { readonly type: 'pause'; readonly because: GraphFailure['type'] };

/**
 * One send to a customer. The row says `sending` before Meta is asked, and how it ended after. What may
 * have been done is never done again here.
 */
export async function sendReply(
  deps: RepliesDeps & { readonly pace: ReplyPace },
  reply: Reply,
  talk: Talk,
): Promise<SendEnd> {
  const { store, clock } = deps;
  const now = clock.now();
  const policy = policyAt(now, talk.lastSaidAt, deps.hasHumanAgent);
  if (policy !== 'response' && policy !== 'humanAgent') {
    await endDead(deps, reply, policy);
    return 'over';
  }
  if (reply.isAutomatic && (policy !== 'response' || now - reply.writtenAt > freshMs)) {
    await endDead(deps, reply, 'tooLate');
    return 'over';
  }
  const access = deps.accessOf(talk.platform);
  if (!access) {
    await endDead(deps, reply, 'noToken');
    return 'over';
  }
  const ready = await prepare(deps, access, { reply, talk });
  if (ready.type !== 'ready') return ready.end;
  const attempts = reply.attempts + 1;
  const isBegun = await store.change(reply.replyId, ['queued'], {
    ...{ state: 'sending', begunAt: now, attempts, because: null },
    // What an earlier send seemed to have become.
    ...{ deliveredAt: null, readAt: null },
  });
  if (!isBegun) return 'over';
  const outcome = await deps.graph.send(access, outgoingOf(ready.reply, talk, policy));
  return settle(deps, { ...reply, attempts }, outcome);
}

type Ready =
  | { readonly type: 'ready'; readonly reply: Reply }
  | { readonly type: 'notReady'; readonly end: SendEnd };

/** A file has to be with Meta before it can be sent. */
async function prepare(
  deps: RepliesDeps,
  access: GraphAccess,
  { reply, talk }: { readonly reply: Reply; readonly talk: Talk },
): Promise<Ready> {
  const { store, clock } = deps;
  const { replyId, content, attempts } = reply;
  if (content.type === 'text' || content.attachmentId !== undefined)
    return { type: 'ready', reply };
  const attached = await attachFile(deps, access, { media: content, talk });
  if (attached.type === 'attached') {
    const filled = { ...content, attachmentId: attached.attachmentId };
    await store.change(replyId, ['queued'], { content: JSON.stringify(filled) });
    return { type: 'ready', reply: { ...reply, content: filled } };
  }
  const remedy = attached.type === 'failed' ? remedyOf(attached.failure) : undefined;
  if (attached.type === 'failed' && remedy === 'pauseAccount') {
    return { type: 'notReady', end: { type: 'pause', because: attached.failure.type } };
  }
  const isOver = attached.type === 'fileLost' || remedy === 'giveUp' || attempts >= mostUploads;
  if (isOver) {
    const because = attached.type === 'failed' ? reasonOf(attached.failure) : 'fileLost';
    await endDead(deps, reply, because);
  } else {
    const wait = 500 + backoffMs(attempts + 1, deps.random, retryWait);
    await store.change(replyId, ['queued'], { nextAt: clock.now() + wait, attempts: attempts + 1 });
  }
  return { type: 'notReady', end: 'over' };
}

function outgoingOf(
  { content, token, replyToMid }: Reply,
  { customerId }: Talk,
  policy: Outgoing['policy'],
): Outgoing {
  return {
    ...{ customerId, policy, metadata: token },
    content:
      content.type === 'text'
        ? content
        : { type: 'media', kind: content.kind, attachmentId: content.attachmentId ?? '' },
    ...(replyToMid !== undefined && { replyTo: replyToMid }),
  };
}

async function settle(
  deps: RepliesDeps & { readonly pace: ReplyPace },
  reply: Reply,
  outcome: SendOutcome,
): Promise<SendEnd> {
  const { store, clock, log } = deps;
  const { replyId } = reply;
  const now = clock.now();
  // The echo may have come before the answer: then `sent` stays.
  const from = ['sending'] as const;
  if (outcome.type === 'sent') {
    await store.change(replyId, [...from, 'uncertain'], { state: 'sent', mid: outcome.mid });
    return 'over';
  }
  log.warn({ replyId, because: outcome.type }, 'a reply did not go through');
  switch (remedyOf(outcome)) {
    case 'again': {
      const said = outcome.type === 'rateLimited' ? outcome.waitMs : undefined;
      const nextAt = now + (said ?? 500 + backoffMs(reply.attempts, deps.random, retryWait));
      await store.change(replyId, from, { state: 'queued', nextAt });
      return 'over';
    }
    case 'reconcile':
      await store.change(replyId, from, { state: 'uncertain', nextAt: now + deps.pace.echoMs });
      return 'over';
    case 'pauseAccount':
      await store.change(replyId, from, { state: 'queued', nextAt: now });
      return { type: 'pause', because: outcome.type };
    case 'giveUp':
      await endDead(deps, reply, reasonOf(outcome));
      return 'over';
  }
}

async function endDead({ store }: RepliesDeps, reply: Reply, because: string): Promise<void> {
  // Nobody wrote it, so nobody has to be told; its mark shows it.
  const isTold = reply.isAutomatic ? 1 : 0;
  await store.change(reply.replyId, ['queued', 'sending'], { state: 'dead', because, isTold });
  await store.changeRest(reply, 'queued', { state: 'dead', because: 'partBefore', isTold: 1 });
}

function reasonOf(failure: GraphFailure): ReplyReason | `refused ${string}` {
  switch (failure.type) {
    case 'outsideWindow':
    case 'tagRetired':
      return 'windowDay';
    case 'notLive':
      return 'notLive';
    case 'customerUnavailable':
    case 'noSuchCustomer':
    case 'notShown':
      return 'customerUnavailable';
    case 'refused':
      return `refused ${failure.message}`;
    case 'badPrivateReply':
    case 'termsNotAccepted':
      return `refused ${failure.type}`;
    case 'unreached':
    case 'unanswered':
    case 'temporary':
    case 'rateLimited':
    case 'tokenDead':
    case 'wrongAppSecret':
    case 'notPermitted':
      return 'refused';
  }
}
