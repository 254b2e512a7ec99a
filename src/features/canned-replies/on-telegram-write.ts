import { escapeHtml } from '../../lib/html.ts';
import type { Talk } from '../../telegram/door.ts';
import type { CannedDeps } from './canned-deps.ts';
import { longestText, readText, readTitle, titleFrom } from './canned-reply.ts';
import { cannedScreen, shownCanned } from './canned-screen.ts';
import { writeCanned, type WriteOutcome } from './write-canned.ts';

/** A flow's log grows with each step. */
const mostSteps = 12;

/** A new canned reply: its text, its title, a look at both. */
export async function guideAdding(deps: CannedDeps, talk: Talk): Promise<void> {
  let draft: { readonly text?: string; readonly title?: string } = {};
  let remark: string | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    const { text, title } = draft;
    if (text === undefined) {
      const said = await askText(talk, remark);
      remark = said.remark;
      draft = { ...(said.text !== undefined && { text: said.text }) };
    } else if (title === undefined) {
      const said = await askTitle(talk, text, remark);
      remark = said.remark;
      draft = said.isBack ? {} : { text, ...(said.title !== undefined && { title: said.title }) };
    } else {
      const outcome = await confirm(deps, talk, { text, title });
      if (outcome === 'back') {
        draft = { text };
      } else if (outcome.type === 'titleTaken') {
        remark = talk.words('canned-title-taken', { title });
        draft = { text };
      } else {
        await finish(deps, talk, outcome, 'canned-added');
        return;
      }
    }
  }
  await talk.finish({ text: talk.words('canned-too-many-steps') });
}

/** Another text, or another title. */
export async function guideEditing(
  deps: CannedDeps,
  talk: Talk,
  { cannedId, what }: { readonly cannedId: number; readonly what: 'text' | 'title' },
): Promise<void> {
  const before = await talk.once(async () => (await deps.store.find(cannedId)) ?? null);
  if (!before) {
    await finish(deps, talk, { type: 'gone' }, 'canned-changed');
    return;
  }
  let remark: string | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    const said =
      what === 'text'
        ? await askText(talk, remark, before.text)
        : await askTitle(talk, before.text, remark);
    if ('isBack' in said && said.isBack) {
      await talk.finish(cannedScreen(before, talk.words));
      return;
    }
    remark = said.remark;
    if (remark === undefined) {
      const { text = before.text, title = before.title } = {
        text: undefined,
        title: undefined,
        ...said,
      };
      const outcome = await talk.once(() => writeCanned(deps, { cannedId, title, text }));
      if (outcome.type !== 'titleTaken') {
        await finish(deps, talk, outcome, 'canned-changed');
        return;
      }
      remark = talk.words('canned-title-taken', { title });
    }
  }
  await talk.finish({ text: talk.words('canned-too-many-steps') });
}

type SaidText = {
  readonly text?: string;
  /** Why it was not taken. */
  readonly remark: string | undefined;
  readonly isBack?: boolean;
};

type SaidTitle = {
  readonly title?: string;
  readonly remark: string | undefined;
  readonly isBack?: boolean;
};

async function askText(
  { ask, words }: Talk,
  remark: string | undefined,
  before?: string,
): Promise<SaidText> {
  const question = words('canned-ask-text', { most: longestText });
  const screen = {
    text: [...(remark === undefined ? [] : [remark]), question].join('\n\n'),
    ...(before !== undefined && {
      buttons: [[{ label: words('canned-copy-text'), copy: before.slice(0, 256) }]],
    }),
  };
  const answer = await ask(screen, { accepts: 'text', back: before !== undefined });
  if (answer.type === 'back') return { remark: undefined, isBack: true };
  const read = readText(answer.type === 'text' ? answer.text : '');
  switch (read.type) {
    case 'read':
      return { text: read.text, remark: undefined };
    case 'empty':
      return { remark: words('canned-text-empty') };
    case 'tooLong':
      return { remark: words('canned-text-long', { length: read.length, most: longestText }) };
  }
}

async function askTitle(
  { ask, words }: Talk,
  text: string,
  remark: string | undefined,
): Promise<SaidTitle> {
  const suggested = titleFrom(text);
  const answer = await ask(
    {
      text: [...(remark === undefined ? [] : [remark]), words('canned-ask-title')].join('\n\n'),
      ...(suggested !== '' && {
        buttons: [[{ label: escapeHtml(suggested), value: 'suggested' }]],
      }),
    },
    { accepts: 'text', back: true },
  );
  if (answer.type === 'back') return { remark: undefined, isBack: true };
  const title = readTitle(answer.type === 'text' ? answer.text : suggested);
  return title === undefined
    ? { remark: words('canned-title-empty') }
    : { title, remark: undefined };
}

async function confirm(
  deps: CannedDeps,
  talk: Talk,
  draft: { readonly text: string; readonly title: string },
): Promise<WriteOutcome | 'back'> {
  const { words } = talk;
  const answer = await talk.ask(
    {
      text: [words('canned-look'), shownCanned(draft)].join('\n\n'),
      buttons: [[{ label: words('canned-save'), value: 'save', style: 'success' }]],
    },
    { back: true },
  );
  return answer.type === 'back' ? 'back' : talk.once(() => writeCanned(deps, draft));
}

async function finish(
  { store }: CannedDeps,
  talk: Talk,
  outcome: WriteOutcome,
  done: string,
): Promise<void> {
  const { words } = talk;
  const reply =
    outcome.type === 'written'
      ? await talk.once(async () => (await store.find(outcome.cannedId)) ?? null)
      : null;
  if (reply) {
    await talk.finish(cannedScreen(reply, words, [words(done)]));
    return;
  }
  await talk.finish({
    text: words(outcome.type === 'full' ? 'canned-full' : 'canned-gone'),
    buttons: [[{ label: words('canned-back'), action: 'canned.list', args: { page: 0 } }]],
  });
}
