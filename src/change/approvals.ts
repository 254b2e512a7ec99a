import { messageOf } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import { isAtLeast } from '../lib/role.ts';
import type { Locale } from '../lib/locale.ts';
import type { Audit } from '../storage/audit.ts';
import type { People, Person } from '../storage/people.ts';
import type { Chat } from '../telegram/chat.ts';
import type { Member, Screen, Words } from '../telegram/door.ts';

/** Two standing buttons; `features/approvals` answers them. Their args are `{ approvalId, isApproved }`. */
export const approvalAction = 'approvals.answer';

/** What a second admin is asked about. `key`: another deed has another one. */
export type ApprovalRequest = {
  readonly key: string;
  readonly requester: Pick<Member, 'telegramId' | 'name'>;
  /** The deed as the requester sees it, as HTML in the reader's language; without secrets. */
  readonly text: (words: Words) => string;
};

/**
 * `asked`: just now, who. `alone`: there is nobody else, and the person waits for themselves.
 * `unreached`: nobody else could be written to. `expired`: nobody answered in time.
 */
export type Approval =
  | { readonly type: 'given' }
  | { readonly type: 'asked' | 'waiting'; readonly names: string }
  | { readonly type: 'alone'; readonly seconds: number }
  | { readonly type: 'refused'; readonly name: string }
  | { readonly type: 'unreached' | 'expired' };

export type Approvals = {
  /** Asks, or tells how it stands with what was asked. What was given counts once. */
  readonly seek: (request: ApprovalRequest) => Promise<Approval>;
  /** 'gone': answered by somebody, or too late. The own deed cannot be approved. */
  readonly answer: (
    approvalId: string,
    member: Member,
    isApproved: boolean,
  ) => Promise<'approved' | 'refused' | 'gone' | 'own'>;
};

export type ApprovalsDeps = {
  readonly people: Pick<People, 'list'>;
  readonly chat: Pick<Chat, 'sendMessage' | 'editMessage'>;
  readonly wordsOf: (locale: Locale) => Words;
  readonly audit: Pick<Audit, 'record'>;
  readonly newId: () => string;
  /** Milliseconds of a clock that nobody sets: a deadline is neither put off nor brought forward by that. */
  readonly monotonicMs: () => number;
  readonly log: Log;
};

/** A plan that is older was seen by nobody any more. */
const livesMs = 5 * 60_000;

/** Who is alone looks twice: long enough to think, short enough for a bad night. */
const aloneMs = 60_000;

/** Times are of `monotonicMs`. */
type Asked = ApprovalRequest & {
  readonly approvalId: string;
  readonly until: number;
  /** For somebody who is alone: from when on they may. */
  readonly readyAt: number | undefined;
  readonly names: string;
  readonly messages: readonly { readonly person: Reachable; readonly messageId: number }[];
  readonly verdict?: {
    readonly isApproved: boolean;
    readonly telegramId: number;
    readonly name: string;
  };
};

type Reachable = Person & { readonly telegramId: number };

/** Second pairs of eyes. In memory, as the plans are: after a restart a deed is shown and asked anew. */
export function keepApprovals(deps: ApprovalsDeps): Approvals {
  const { monotonicMs, newId } = deps;
  const asked = new Map<string, Asked>();

  const ask = async (request: ApprovalRequest): Promise<Approval> => {
    const others = await listOthers(deps, request);
    const approvalId = newId();
    const at = monotonicMs();
    // Nobody came back for these, and they hold the plan that was shown.
    for (const [key, { until }] of asked) if (until <= at) asked.delete(key);
    const isAlone = others.length === 0;
    const entry: Asked = {
      ...{ ...request, approvalId, until: at + livesMs, names: '', messages: [] },
      readyAt: isAlone ? at + aloneMs : undefined,
    };
    if (isAlone) {
      asked.set(request.key, entry);
      return { type: 'alone', seconds: aloneMs / 1000 };
    }
    asked.set(request.key, entry);
    const messages = await writeTo(deps, others, entry);
    const names = messages.map(({ person }) => person.name).join(', ');
    const now = asked.get(request.key);
    if (messages.length === 0) asked.delete(request.key);
    else if (now?.approvalId === approvalId) {
      const complete = { ...now, names, messages };
      asked.set(request.key, complete);
      // Somebody answered while the others were still written to.
      if (complete.verdict) await closeQuestions(deps, complete);
    }
    return messages.length === 0 ? { type: 'unreached' } : { type: 'asked', names };
  };

  return {
    seek: async (request) => {
      const entry = asked.get(request.key);
      if (entry?.requester.telegramId !== request.requester.telegramId) return await ask(request);
      if (entry.until <= monotonicMs()) {
        asked.delete(request.key);
        return { type: 'expired' };
      }
      if (entry.verdict) {
        asked.delete(request.key);
        const { isApproved, telegramId, name } = entry.verdict;
        if (!isApproved) return { type: 'refused', name };
        const others = await listOthers(deps, request);
        const isStillAdmin = others.some((person) => person.telegramId === telegramId);
        return isStillAdmin ? { type: 'given' } : await ask(request);
      }
      if (entry.readyAt === undefined) return { type: 'waiting', names: entry.names };
      const left = entry.readyAt - monotonicMs();
      if (left > 0) return { type: 'alone', seconds: Math.ceil(left / 1000) };
      asked.delete(request.key);
      return { type: 'given' };
    },
    answer: async (approvalId, member, isApproved) => {
      const entry = [...asked.values()].find((one) => one.approvalId === approvalId);
      if (!entry || entry.verdict || entry.until <= monotonicMs()) return 'gone';
      if (entry.requester.telegramId === member.telegramId) return 'own';
      const { telegramId, name } = member;
      const answered = { ...entry, verdict: { isApproved, telegramId, name } };
      asked.set(entry.key, answered);
      const outcome = isApproved ? 'approved' : 'refused';
      await deps.audit.record({
        telegramId,
        action: 'change.approval',
        details: { requester: entry.requester.telegramId, key: entry.key },
        outcome,
      });
      await tellRequester(deps, answered);
      await closeQuestions(deps, answered);
      return outcome;
    },
  };
}

async function listOthers(
  { people }: ApprovalsDeps,
  { requester }: ApprovalRequest,
): Promise<readonly Reachable[]> {
  return (await people.list()).flatMap((person) => {
    const { telegramId } = person;
    const isOther = telegramId !== undefined && telegramId !== requester.telegramId;
    return isOther && isAtLeast(person.role, 'admin') ? [{ ...person, telegramId }] : [];
  });
}

async function writeTo(
  { chat, wordsOf, log }: ApprovalsDeps,
  others: readonly Reachable[],
  entry: Asked,
): Promise<Asked['messages']> {
  const messages: Asked['messages'][number][] = [];
  for (const person of others) {
    try {
      const screen = questionOf(wordsOf(person.locale), entry);
      messages.push({ person, messageId: await chat.sendMessage(person.telegramId, screen) });
    } catch (error) {
      // Who blocked the bot is not asked; the others are.
      log.warn({ cause: messageOf(error) }, 'an admin could not be asked to approve');
    }
  }
  return messages;
}

function questionOf(words: Words, { approvalId, requester, text }: Asked): Screen {
  const button = (isApproved: boolean) => ({
    label: words(isApproved ? 'approval-yes' : 'approval-no'),
    action: approvalAction,
    args: { approvalId, isApproved },
    style: isApproved ? ('success' as const) : ('danger' as const),
  });
  return {
    text: `${words('approval-question', { name: requester.name })}\n\n${text(words)}`,
    buttons: [[button(true), button(false)]],
  };
}

async function tellRequester(deps: ApprovalsDeps, { requester, verdict }: Asked): Promise<void> {
  const { people, chat, wordsOf, log } = deps;
  try {
    const all = await people.list();
    const asking = all.find(({ telegramId }) => telegramId === requester.telegramId);
    if (!asking || !verdict) return;
    const text = wordsOf(asking.locale)(`${keyOf(verdict)}-you`, { name: verdict.name });
    await chat.sendMessage(requester.telegramId, { text });
  } catch (error) {
    // The answer stands: the requester's next tap tells it.
    log.warn({ cause: messageOf(error) }, 'an approval could not be told to who asked for it');
  }
}

/** The question is over for all who were asked. */
async function closeQuestions(
  { chat, wordsOf, log }: ApprovalsDeps,
  { messages, verdict, text }: Asked,
): Promise<void> {
  if (!verdict) return;
  for (const { person, messageId } of messages) {
    const words = wordsOf(person.locale);
    const closed = `${words(keyOf(verdict), { name: verdict.name })}\n\n${text(words)}`;
    try {
      await chat.editMessage(person.telegramId, messageId, { text: closed });
    } catch (error) {
      // Whoever presses there learns that it was answered.
      log.warn({ cause: messageOf(error) }, 'an answered approval could not be shown as such');
    }
  }
}

function keyOf({ isApproved }: NonNullable<Asked['verdict']>): string {
  return isApproved ? 'approval-was-given' : 'approval-was-refused';
}
