import { Refused, Stop, Unreachable } from '../lib/error.ts';
import type { Secret } from '../lib/secret.ts';
import type { ScreenButton, Talk } from '../telegram/door.ts';
import { applyChange } from './apply-change.ts';
import type { Approval } from './approvals.ts';
import type { ChangeDeps, ChangeEnd } from './change-deps.ts';
import { endText, planText, titleText } from './change-words.ts';
import { fingerprintOf, type Plan } from './plan.ts';
import { isDangerous } from './risk.ts';
import type { ChangeRecord } from './store.ts';
import type { PlanShelf } from './plan-shelf.ts';
import { becauseText } from './reasons.ts';

/** A plan for the person to look at, or the reason (HTML, in their language) why there can be none. */
export type Proposal =
  | {
      readonly type: 'planned';
      readonly plan: Plan;
      readonly secret?: Secret;
      /** HTML below the plan: what it means, what to beware of. */
      readonly note?: string;
    }
  | { readonly type: 'refused'; readonly text: string };

/** The reason as a proposal. HTML, in the person's language. */
export function refusal(text: string): Proposal {
  return { type: 'refused', text };
}

export type Confirmation = {
  /** Makes the plan against today's files. Called again when the world changed before the tap. */
  readonly propose: () => Promise<Proposal>;
  readonly applyLabel: string;
  readonly applyStyle?: 'danger' | 'success';
  /** More choices beside apply and Back; pressing one ends the confirmation with its value. */
  readonly moreButtons?: readonly ScreenButton[];
  /** Runs once when the change is done, with the secret that was set. */
  readonly onDone?: (secret: Secret | undefined) => Promise<void>;
  /** HTML, shown when `onDone` failed or the process died before it: what to do instead. */
  readonly instead?: string;
};

export type Confirmed =
  | {
      readonly type: 'ended';
      readonly end: ChangeEnd;
      readonly change: Pick<Plan, 'title' | 'proof'>;
      /** HTML: what could not be done after the change itself. */
      readonly note?: string;
    }
  | { readonly type: 'refused'; readonly text: string }
  | { readonly type: 'pressed'; readonly value: string }
  | { readonly type: 'back' };

export type ConfirmDeps = { readonly change: ChangeDeps; readonly shelf: PlanShelf };

/**
 * Shows a plan with its masked diff and applies exactly that plan on the person's tap. When the files
 * changed meanwhile, or this process was restarted, the plan is made and shown anew. Nothing is
 * written before the tap, and no secret enters the flow's log.
 */
export async function confirmChange(
  talk: Talk,
  deps: ConfirmDeps,
  confirmation: Confirmation,
): Promise<Confirmed> {
  let note = '';
  for (;;) {
    const shown = await talk.once(() => showPlan(talk, deps.shelf, confirmation));
    if (shown.type === 'refused') return { type: 'refused', text: shown.text };

    const answer = await askApproved(talk, deps, { confirmation, shown, firstNote: note });
    if (answer !== 'apply') return answer;

    await talk.progress({ text: talk.words('change-working', { title: { html: shown.title } }) });
    const outcome = await talk.once((key) => applyShelved(talk, deps, confirmation, shown, key));
    if (outcome.type === 'ended') return outcome;
    const reason = outcome.type === 'busy' ? outcome.because : '';
    note = `${talk.words(`change-${outcome.type}`, { because: { html: becauseText(talk.words, reason) } })}\n\n`;
  }
}

/** Until the person wants it and, where the policy asks for that, a second admin too. */
async function askApproved(
  talk: Talk,
  { shelf }: ConfirmDeps,
  {
    confirmation,
    shown,
    firstNote,
  }: {
    readonly confirmation: Confirmation;
    readonly shown: ShownPlan;
    readonly firstNote: string;
  },
): Promise<'apply' | Extract<Confirmed, { type: 'back' | 'pressed' | 'refused' }>> {
  const { words } = talk;
  const { applyLabel, applyStyle = 'success', moreButtons = [] } = confirmation;
  let note = firstNote;
  for (;;) {
    const answer = await talk.ask(
      {
        text: `${note}${shown.text}\n\n${words('change-ask')}`,
        buttons: [
          [{ label: applyLabel, value: 'apply', style: applyStyle }],
          ...moreButtons.map((button) => [button]),
        ],
      },
      { back: true },
    );
    if (answer.type === 'back') return { type: 'back' };
    if (answer.type !== 'pressed') continue;
    if (answer.value !== 'apply') return { type: 'pressed', value: answer.value };
    if (!shelf.approvals) return 'apply';
    const approval = await talk.once(() => seekApproval(talk, shelf, shown));
    if (approval.type === 'given') return 'apply';
    const text = words(`approval-${approval.type}`, approval);
    if (approval.type === 'refused') return { type: 'refused', text };
    note = `${text}\n\n`;
  }
}

/** A plan that is not on the shelf any more is made anew by the next step, and asked about again. */
async function seekApproval(
  { member }: Talk,
  { approvals, find }: PlanShelf,
  shown: ShownPlan,
): Promise<Approval> {
  const plan = find(shown.handle)?.plan;
  if (!approvals || !plan || !isDangerous(plan)) return { type: 'given' };
  return await approvals.seek({
    key: fingerprintOf(plan),
    requester: { telegramId: member.telegramId, name: member.name },
    text: (words) => planText(words, plan),
  });
}

/** The words for how it ended, as HTML. */
export function confirmedText(
  talk: Talk,
  confirmed: Extract<Confirmed, { type: 'ended' }>,
): string {
  const end = endText(talk.words, confirmed.change, confirmed.end);
  return confirmed.note === undefined ? end : `${end}\n\n${confirmed.note}`;
}

type ShownPlan = {
  readonly type: 'shown';
  readonly handle: string;
  readonly fingerprint: string;
  readonly text: string;
  readonly title: string;
};

async function showPlan(
  talk: Talk,
  shelf: PlanShelf,
  { propose }: Confirmation,
): Promise<ShownPlan | { readonly type: 'refused'; readonly text: string }> {
  const proposal = await proposeOrExplain(talk, propose);
  if (proposal.type === 'refused') return proposal;
  const { plan, secret, note } = proposal;
  return {
    type: 'shown',
    handle: shelf.keep({ plan, secret }),
    fingerprint: fingerprintOf(plan),
    text: [planText(talk.words, plan), ...(note ? [note] : [])].join('\n\n'),
    title: titleText(talk.words, plan.title),
  };
}

/** Asterisk away or a folder unreadable is a reason the person can act on, not a crash. */
async function proposeOrExplain(
  { words }: Talk,
  propose: Confirmation['propose'],
): Promise<Proposal> {
  try {
    return await propose();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const isAway = error instanceof Unreachable || error instanceof Refused;
    return {
      type: 'refused',
      text: words(isAway ? 'change-asterisk-away' : 'change-stopped', {
        because: { html: becauseText(words, error.message) },
      }),
    };
  }
}

type Applied =
  | Extract<Confirmed, { type: 'ended' }>
  | { readonly type: 'stale' }
  | { readonly type: 'busy'; readonly because: string };

async function applyShelved(
  talk: Talk,
  { change, shelf }: ConfirmDeps,
  confirmation: Confirmation,
  shown: ShownPlan,
  requestKey: string,
): Promise<Applied> {
  const earlier = await change.journal.findByRequest(requestKey);
  if (earlier) return endedBefore(earlier, confirmation);
  const shelved = shelf.find(shown.handle);
  if (!shelved || fingerprintOf(shelved.plan) !== shown.fingerprint) return { type: 'stale' };
  const { plan, secret } = shelved;
  // No file tells that the world is another one now: what the plan would be today does.
  const isOfFiles = plan.edits.length > 0;
  if (!isOfFiles && (await isOutdated(talk, confirmation, shown))) return { type: 'stale' };
  const { telegramId } = talk.member;
  const outcome = await applyChange(change, { plan, telegramId, requestKey });
  shelf.drop(shown.handle);
  switch (outcome.type) {
    case 'busy':
      return { type: 'busy', because: outcome.running?.because ?? '' };
    case 'stale':
    case 'unsafe':
      return { type: 'stale' };
    case 'putBack':
    case 'stuck':
      return { type: 'ended', end: outcome, change: labelOf(plan) };
    case 'done':
      return {
        type: 'ended',
        end: outcome,
        change: labelOf(plan),
        ...(await followUp(change, confirmation, secret)),
      };
  }
}

async function isOutdated(
  talk: Talk,
  { propose }: Confirmation,
  { fingerprint }: ShownPlan,
): Promise<boolean> {
  const today = await proposeOrExplain(talk, propose);
  return today.type === 'refused' || fingerprintOf(today.plan) !== fingerprint;
}

/** What the words at the end need: the plan itself holds secrets, and this goes into the flow's log. */
function labelOf({ title, proof }: Pick<Plan, 'title' | 'proof'>): Pick<Plan, 'title' | 'proof'> {
  return { title, proof };
}

/** The change stands, whatever becomes of the words about it. */
async function followUp(
  { log }: ChangeDeps,
  { onDone, instead }: Confirmation,
  secret: Secret | undefined,
): Promise<{ readonly note?: string }> {
  try {
    await onDone?.(secret);
    return {};
  } catch (error) {
    log.error({ error }, 'what follows a finished change failed');
    return instead === undefined ? {} : { note: instead };
  }
}

/** The tap was handled before, and the process died between the change and the words about it. */
function endedBefore(change: ChangeRecord, { instead }: Confirmation): Applied {
  const { state } = change;
  const note = state === 'done' && instead !== undefined ? { note: instead } : {};
  return { type: 'ended', end: endOf(change), change: labelOf(change), ...note };
}

function endOf(change: ChangeRecord): ChangeEnd {
  const { changeId, because = '' } = change;
  switch (change.state) {
    case 'done':
      return { type: 'done', changeId };
    case 'putBack':
      return { type: 'putBack', changeId, because };
    case 'stuck':
    case 'byHand':
      return { type: 'stuck', changeId, because, willRetry: false };
    case 'writing':
    case 'restoring':
      return { type: 'stuck', changeId, because, willRetry: true };
  }
}
