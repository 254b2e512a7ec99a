import type { Screen, ScreenButton, Words } from '../../telegram/door.ts';
import { isOpen, type Remark, type Rotation, type RotationState } from './rotation.ts';

type Step = 'set' | 'use' | 'programs' | 'grace' | 'retire';

/** The steps that lie behind in each state, and the one at work. */
const progress: Readonly<
  Record<RotationState, { readonly behind: number; readonly isBack?: true }>
> = {
  prepared: { behind: 1 },
  switched: { behind: 2 },
  grace: { behind: 3 },
  retired: { behind: 4 },
  done: { behind: 5 },
  stuck: { behind: 0 },
  aborting: { behind: 0, isBack: true },
  goingBack: { behind: 0, isBack: true },
  wentBack: { behind: 0, isBack: true },
  putBack: { behind: 0, isBack: true },
};

const steps: readonly Step[] = ['set', 'use', 'programs', 'grace', 'retire'];

type Shown = {
  /** Writes a moment as the reader's clock shows it. */
  readonly time: (at: number) => string;
  /** A sentence of the journal in the reader's language, as HTML. */
  readonly because: (sentence: string) => string;
  /** What a rotation that is not over waits for: such a sentence. */
  readonly trouble: string | undefined;
  /** Under every end. */
  readonly back: ScreenButton;
};

/** The one message about a rotation: its steps ticked off, or its end, said plainly. */
export function rotationScreen(words: Words, rotation: Rotation, shown: Shown): Screen {
  const { state, previousUser, nextUser, because, graceUntil } = rotation;
  const { time, trouble } = shown;
  const { behind, isBack } = progress[state];
  const args = {
    user: nextUser,
    previous: previousUser,
    until: graceUntil === undefined ? '' : time(graceUntil),
  };
  const lines = stepsOf(rotation).map((step) => {
    const at = steps.indexOf(step);
    const mark = at < behind ? '✅' : at === behind ? '⏳' : '▫️';
    return `${mark} ${words(`ari-step-${step}`, args)}`;
  });
  const showsSteps = isBack === undefined && state !== 'stuck' && state !== 'done';
  const reasons = isOpen(rotation) ? [] : reasonsOf(words, rotation, shown);
  return {
    text: [
      words(`ari-rotation-${state}`, args),
      ...(showsSteps ? [lines.join('\n')] : []),
      ...(state === 'grace' ? [words('ari-grace', args)] : []),
      ...(state === 'done' && areAllCut(rotation) ? [words('ari-done-leaked')] : []),
      ...(because === undefined || isOpen(rotation)
        ? []
        : [words('ari-because', { because: { html: shown.because(because) } })]),
      ...(trouble !== undefined && isOpen(rotation)
        ? [words('ari-waiting', { because: { html: shown.because(trouble) } })]
        : []),
      ...reasons,
    ].join('\n\n'),
    buttons: buttonsOf(words, rotation, shown),
  };
}

function buttonsOf(
  words: Words,
  rotation: Rotation,
  { back }: Shown,
): NonNullable<Screen['buttons']> {
  if (rotation.state === 'grace') return [graceButtons(words, rotation)];
  return isOpen(rotation) ? [] : [[back]];
}

function areAllCut({ kind, remarks }: Rotation): boolean {
  return kind === 'leaked' && !remarks.some(({ key }) => key === 'ari-remark-sessions');
}

function stepsOf({ kind }: Rotation): readonly Step[] {
  if (kind === 'alternating') return steps;
  return steps.filter((step) => step !== 'grace');
}

function reasonsOf(words: Words, { remarks }: Rotation, { because }: Shown): readonly string[] {
  return remarks.map(({ key, args }) => `• ${words(key, readableArgs(args, because))}`);
}

/** `why` is what a stop said: the reader gets it in their own language. */
export function readableArgs(
  args: Remark['args'],
  because: Shown['because'],
): Parameters<Words>[1] {
  const { why } = args;
  return why === undefined ? args : { ...args, why: { html: because(String(why)) } };
}

/** While both passwords are good. */
export function graceButtons(
  words: Words,
  { rotationId }: Pick<Rotation, 'rotationId'>,
): readonly ScreenButton[] {
  const args = { rotationId };
  return [
    { label: words('ari-undo'), action: 'ari.undoRotation', args, style: 'danger' },
    { label: words('ari-end-grace'), action: 'ari.endGrace', args, style: 'success' },
  ];
}
