import { z } from 'zod';
import type { DoorButton, DoorCommand, TelegramDoor, Visit } from '../../telegram/door.ts';
import { changeClaim } from './change-claim.ts';
import { closeTalk } from './close-talk.ts';
import type { DeskDeps, DeskTalk } from './desk-deps.ts';

const Args = z.object({ talkId: z.number().int() });

type Deed = (deps: DeskDeps, visit: Visit, talk: DeskTalk) => Promise<void>;

/**
 * `/claim`, `/release` and `/close` in a customer's topic, and the buttons of its head, which is
 * everybody's: so what a press did is told in a toast, and the head shows it by itself.
 */
export function deskOnTelegram(deps: DeskDeps): TelegramDoor {
  const command = (name: string, deed: Deed): DoorCommand => ({
    ...{ command: name, minimumRole: 'operator', where: 'topic' },
    descriptionKey: `desk-${name}-command`,
    handle: async (visit) => {
      const { chatId, topicId, words } = visit;
      const talk = topicId === undefined ? undefined : await deps.findTalkAt(chatId, topicId);
      if (talk) await deed(deps, visit, talk);
      else await visit.send({ text: words('desk-no-customer') });
    },
  });
  const button = (deed: Deed): DoorButton => ({
    minimumRole: 'operator',
    handle: async (visit, args) => {
      const talk = await deps.findTalk(Args.parse(args).talkId);
      if (talk) await deed(deps, visit, talk);
    },
  });
  return {
    commands: [command('claim', claim), command('release', release), command('close', close)],
    buttons: {
      'desk.claim': button(claim),
      'desk.release': button(release),
      'desk.close': button(close),
      'desk.reopen': button(reopen),
    },
  };
}

const claim: Deed = async (deps, visit, talk) => {
  await change(deps, visit, { talk, action: 'claim' });
};

const release: Deed = async (deps, visit, talk) => {
  await change(deps, visit, { talk, action: 'release' });
};

async function change(
  deps: DeskDeps,
  { member, words, toast }: Visit,
  { talk, action }: { readonly talk: DeskTalk; readonly action: 'claim' | 'release' },
): Promise<void> {
  const person = await deps.people.byTelegramId(member.telegramId);
  if (!person) return;
  const outcome = await changeClaim(deps, talk, { action, person });
  switch (outcome.type) {
    case 'claimed':
      await toast(
        outcome.before
          ? words('desk-taken-over', { who: outcome.before.name })
          : words('desk-claim-done'),
      );
      return;
    case 'released':
      await toast(words('desk-release-done'));
      return;
    case 'same':
      await toast(words(action === 'claim' ? 'desk-claim-same' : 'desk-release-same'));
      return;
    case 'anothers':
      await toast(words('desk-release-anothers', { who: outcome.by.name }));
  }
}

const close: Deed = async (deps, { member, words, toast, chatId, commandId }, { talkId }) => {
  const person = await deps.people.byTelegramId(member.telegramId);
  if (!person) return;
  const seen = commandId === undefined ? undefined : { chatId, messageId: commandId };
  await toast(words(`desk-close-${await closeTalk(deps, { talkId, person, seen })}`));
};

const reopen: Deed = async (deps, { words, toast }, { talkId, isClosed }) => {
  if (isClosed) await deps.setDoor(talkId, 'open', deps.clock.now());
  await toast(words('desk-reopen-done'));
};
