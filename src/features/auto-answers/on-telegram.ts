import { z } from 'zod';
import { escapeHtml } from '../../lib/html.ts';
import type {
  Screen,
  ScreenButton,
  Talk,
  TelegramDoor,
  Visit,
  Words,
} from '../../telegram/door.ts';
import { answerKinds, longestText, readAutoText, type AnswerKind } from './auto-answer.ts';
import type { AutoDeps } from './auto-deps.ts';

const KindArgs = z.object({ kind: z.enum(answerKinds) });
const SetArgs = KindArgs.extend({ isOn: z.boolean() });

/** A flow's log grows with each step. */
const mostSteps = 10;

/** `/autoanswers`: what customers are told without a person. */
export function autoOnTelegram(deps: AutoDeps): TelegramDoor {
  const { store } = deps;
  return {
    commands: [
      {
        command: 'autoanswers',
        minimumRole: 'admin',
        descriptionKey: 'auto-command',
        where: 'private',
        handle: (visit) => showAll(deps, visit),
      },
    ],
    buttons: {
      'auto.show': {
        minimumRole: 'admin',
        handle: (visit) => showAll(deps, visit),
      },
      'auto.write': {
        minimumRole: 'admin',
        handle: (visit, args) => visit.startFlow('writeAutoText', KindArgs.parse(args)),
      },
      'auto.set': {
        minimumRole: 'admin',
        handle: async (visit, args) => {
          const { kind, isOn } = SetArgs.parse(args);
          await store.setOn(kind, isOn);
          await showAll(deps, visit);
        },
      },
    },
    flows: {
      writeAutoText: {
        minimumRole: 'admin',
        run: (talk, start) => guideText(deps, talk, KindArgs.parse(start).kind),
        wayOn: (words) => ({ label: words('auto-back'), action: 'auto.show' }),
      },
    },
  };
}

async function showAll(
  { store, hoursText }: AutoDeps,
  { words, show, member }: Visit,
): Promise<void> {
  const hours = hoursText(member.locale);
  await show(overview(await store.readTexts(), words, { hours }));
}

type Texts = Awaited<ReturnType<AutoDeps['store']['readTexts']>>;

function overview(
  texts: Texts,
  words: Words,
  {
    hours,
    remarks = [],
  }: { readonly hours: string | undefined; readonly remarks?: readonly string[] },
): Screen {
  const hoursLine = hours === undefined ? words('auto-hours-none') : words('auto-hours', { hours });
  const parts = answerKinds.map((kind) => {
    const one = texts[kind];
    const state = words(one?.isOn === true ? 'auto-on' : 'auto-off');
    const text = one ? `\n<blockquote>${escapeHtml(one.text)}</blockquote>` : '';
    return `${words(`auto-${kind}`)}: ${state}${text}`;
  });
  return {
    text: [...remarks, words('auto-title'), ...parts, hoursLine].join('\n\n'),
    buttons: answerKinds.map((kind): readonly ScreenButton[] => {
      const one = texts[kind];
      const write = { label: words(`auto-write-${kind}`), action: 'auto.write', args: { kind } };
      if (!one) return [write];
      const isOn = !one.isOn;
      const label = words(isOn ? 'auto-turn-on' : 'auto-turn-off');
      return [write, { label, action: 'auto.set', args: { kind, isOn } }];
    }),
  };
}

/** The text, and a look at what customers will get. */
async function guideText(deps: AutoDeps, talk: Talk, kind: AnswerKind): Promise<void> {
  let draft: string | undefined;
  let remark: readonly string[] = [];
  for (let step = 0; step < mostSteps; step += 1) {
    const { words } = talk;
    if (draft === undefined) {
      const question = words(`auto-ask-${kind}`, { most: longestText });
      const answer = await talk.ask(
        { text: [...remark, question].join('\n\n') },
        { accepts: 'text', back: true },
      );
      if (answer.type === 'back') {
        await finish(deps, talk);
        return;
      }
      draft = readAutoText(answer.type === 'text' ? answer.text : '');
      remark = draft === undefined ? [words('auto-not-taken', { most: longestText })] : [];
    } else {
      const text = draft;
      const answer = await talk.ask(
        {
          text: `${words('auto-look')}\n<blockquote>${escapeHtml(text)}</blockquote>`,
          buttons: [[{ label: words('auto-save'), value: 'save', style: 'success' }]],
        },
        { back: true },
      );
      if (answer.type === 'pressed') {
        await talk.once(async () => {
          await deps.store.setText(kind, text);
          return undefined;
        });
        await finish(deps, talk, [words('auto-saved')]);
        return;
      }
      draft = undefined;
    }
  }
  await finish(deps, talk, [talk.words('auto-too-many-steps')]);
}

async function finish(deps: AutoDeps, talk: Talk, remarks: readonly string[] = []): Promise<void> {
  const texts = await talk.once(() => deps.store.readTexts());
  await talk.finish(
    overview(texts, talk.words, { hours: deps.hoursText(talk.member.locale), remarks }),
  );
}
