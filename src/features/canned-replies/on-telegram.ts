import { z } from 'zod';
import type { TelegramDoor, Visit } from '../../telegram/door.ts';
import type { CannedDeps } from './canned-deps.ts';
import { cannedScreen, listScreen, shownCanned } from './canned-screen.ts';
import { pickOnTelegram } from './on-telegram-pick.ts';
import { guideAdding, guideEditing } from './on-telegram-write.ts';

const ListArgs = z.object({ page: z.number().int().nonnegative() });
const OneArgs = z.object({ cannedId: z.number().int() });
const EditArgs = OneArgs.extend({ what: z.enum(['text', 'title']) });

/** `/replies`, where admins keep the list, and `/javob`, where operators use it. */
export function cannedOnTelegram(deps: CannedDeps): TelegramDoor {
  const { store } = deps;
  const pick = pickOnTelegram(deps);
  return {
    commands: [
      {
        command: 'replies',
        minimumRole: 'admin',
        descriptionKey: 'canned-command',
        where: 'private',
        handle: (visit) => showList(deps, visit),
      },
      ...(pick.commands ?? []),
    ],
    buttons: {
      'canned.list': {
        minimumRole: 'admin',
        handle: (visit, args) => showList(deps, visit, ListArgs.parse(args).page),
      },
      'canned.show': {
        minimumRole: 'admin',
        handle: (visit, args) => showOne(deps, visit, OneArgs.parse(args).cannedId),
      },
      'canned.add': { minimumRole: 'admin', handle: (visit) => visit.startFlow('addCanned', null) },
      'canned.edit': {
        minimumRole: 'admin',
        handle: (visit, args) => visit.startFlow('editCanned', EditArgs.parse(args)),
      },
      'canned.remove': {
        minimumRole: 'admin',
        handle: (visit, args) => askRemoval(deps, visit, OneArgs.parse(args).cannedId),
      },
      'canned.removeNow': {
        minimumRole: 'admin',
        handle: async (visit, args) => {
          await store.remove(OneArgs.parse(args).cannedId);
          await showList(deps, visit, 0, [visit.words('canned-removed')]);
        },
      },
      ...pick.buttons,
    },
    flows: {
      addCanned: {
        minimumRole: 'admin',
        run: (talk) => guideAdding(deps, talk),
        wayOn: (words) => ({
          ...{ label: words('canned-back'), action: 'canned.list', args: { page: 0 } },
        }),
      },
      editCanned: {
        minimumRole: 'admin',
        run: (talk, start) => guideEditing(deps, talk, EditArgs.parse(start)),
        wayOn: (words, start) => {
          const { cannedId } = EditArgs.parse(start);
          return { label: words('canned-back-one'), action: 'canned.show', args: { cannedId } };
        },
      },
    },
  };
}

async function showList(
  { store }: CannedDeps,
  { words, show }: Visit,
  page = 0,
  remarks: readonly string[] = [],
): Promise<void> {
  await show(listScreen(await store.list(), words, { page, remarks }));
}

async function showOne(deps: CannedDeps, visit: Visit, cannedId: number): Promise<void> {
  const reply = await deps.store.find(cannedId);
  if (reply) await visit.show(cannedScreen(reply, visit.words));
  else await showList(deps, visit, 0, [visit.words('canned-gone')]);
}

async function askRemoval(deps: CannedDeps, visit: Visit, cannedId: number): Promise<void> {
  const { words } = visit;
  const reply = await deps.store.find(cannedId);
  if (!reply) {
    await showList(deps, visit, 0, [words('canned-gone')]);
    return;
  }
  await visit.show({
    text: [words('canned-remove-sure'), shownCanned(reply)].join('\n\n'),
    buttons: [
      [
        {
          ...{ label: words('canned-remove-now'), action: 'canned.removeNow', style: 'danger' },
          args: { cannedId },
        },
      ],
      [{ label: words('canned-back-one'), action: 'canned.show', args: { cannedId } }],
    ],
  });
}
