import { z } from 'zod';
import { confirmChange, confirmedText } from '../../change/confirm-change.ts';
import { ariHttpsAction, ariScreenAction, ariUsersAction } from '../../pbx/ari-actions.ts';
import { readAri } from '../../pbx/read-ari.ts';
import type { Talk, TelegramDoor, Visit } from '../../telegram/door.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import { proposeRotation } from './propose-rotation.ts';
import { graceButtons } from './rotation-screen.ts';
import type { Rotations } from './run-rotations.ts';

const rotationArgs = z.object({ rotationId: z.string() });
const startArgs = z.object({ isLeaked: z.boolean() });

/** `/ari`: who signs in to Asterisk, and the way to a new password. */
export function ariAccessOnTelegram(deps: AriAccessDeps, rotations: Rotations): TelegramDoor {
  return {
    commands: [
      {
        command: 'ari',
        minimumRole: 'admin',
        descriptionKey: 'ari-command',
        where: 'private',
        handle: (visit) => showAri(deps, visit),
      },
    ],
    buttons: {
      [ariScreenAction]: { minimumRole: 'admin', handle: (visit) => showAri(deps, visit) },
      'ari.rotate': {
        minimumRole: 'admin',
        handle: (visit, args) => visit.startFlow('rotateAriPassword', startArgs.parse(args)),
      },
      'ari.undoRotation': {
        minimumRole: 'admin',
        handle: async (visit, args) => {
          const isOn = await rotations.undo(rotationArgs.parse(args).rotationId);
          await visit.toast(visit.words(isOn ? 'ari-going-back' : 'ari-too-late'));
        },
      },
      'ari.endGrace': {
        minimumRole: 'admin',
        handle: async (visit, args) => {
          const isOn = await rotations.endGrace(rotationArgs.parse(args).rotationId);
          await visit.toast(visit.words(isOn ? 'ari-ending-grace' : 'ari-too-late'));
        },
      },
    },
    flows: {
      rotateAriPassword: {
        minimumRole: 'admin',
        run: (talk, start) => guideRotation(deps, rotations, talk, startArgs.parse(start).isLeaked),
        wayOn: (words) => ({ label: words('ari-back'), action: ariScreenAction }),
      },
    },
  };
}

async function showAri(deps: AriAccessDeps, visit: Visit): Promise<void> {
  const { words } = visit;
  const { pair } = await readAri(deps.folder);
  const running = await deps.store.findOpen();
  const lines = [
    pair ? words('ari-title', { user: pair.username }) : words('ari-title-no-pair'),
    ...(running ? [words('ari-running', { user: running.nextUser })] : []),
  ];
  await visit.show({
    text: lines.join('\n\n'),
    buttons: [
      ...(running?.state === 'grace' ? [graceButtons(words, running)] : []),
      [
        {
          label: words('ari-rotate'),
          action: 'ari.rotate',
          args: { isLeaked: false },
          style: 'primary',
        },
      ],
      [
        {
          label: words('ari-rotate-leaked'),
          action: 'ari.rotate',
          args: { isLeaked: true },
          style: 'danger',
        },
      ],
      [
        { label: words('ari-users'), action: ariUsersAction },
        { label: words('ari-https'), action: ariHttpsAction },
      ],
    ],
  });
}

async function guideRotation(
  deps: AriAccessDeps,
  rotations: Rotations,
  talk: Talk,
  isLeaked: boolean,
): Promise<void> {
  const { words } = talk;
  const { telegramId } = talk.member;
  let passwordHandle: string | undefined;
  for (;;) {
    const confirmed = await confirmChange(talk, deps, {
      propose: () => proposeRotation(deps, words, { isLeaked, telegramId, passwordHandle }),
      applyLabel: words(isLeaked ? 'ari-rotate-leaked-now' : 'ari-rotate-now'),
      applyStyle: isLeaked ? 'danger' : 'success',
      moreButtons:
        passwordHandle === undefined
          ? [{ label: words('ari-own-password'), value: 'ownPassword' }]
          : [],
      onDone: () => rotations.begin(),
      instead: words('ari-rotation-interrupted'),
    });
    const wasTypedInVain = confirmed.type === 'refused' && passwordHandle !== undefined;
    if (confirmed.type === 'pressed' || wasTypedInVain) {
      const note = confirmed.type === 'refused' ? `${confirmed.text}\n\n` : '';
      const answer = await talk.ask(
        { text: `${note}${words('ari-ask-password')}` },
        { accepts: 'secret', back: true },
      );
      passwordHandle = answer.type === 'secret' ? answer.handle : undefined;
      continue;
    }
    await talk.finish({
      text: endOfGuide(talk, confirmed),
      buttons: [[{ label: words('ari-back'), action: ariScreenAction }]],
    });
    return;
  }
}

function endOfGuide(
  talk: Talk,
  confirmed: Exclude<Awaited<ReturnType<typeof confirmChange>>, { type: 'pressed' }>,
): string {
  switch (confirmed.type) {
    case 'refused':
      return confirmed.text;
    case 'back':
      return talk.words('ari-kept');
    case 'ended':
      // The rotation has a message of its own, which outlives this guide.
      return confirmed.end.type === 'done' && confirmed.note === undefined
        ? talk.words('ari-rotation-begun')
        : confirmedText(talk, confirmed);
  }
}
