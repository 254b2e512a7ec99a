import { z } from 'zod';
import { cleanLine } from '../../lib/html.ts';
import type { Json, ScreenButton, TelegramDoor, Visit, Words } from '../../telegram/door.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { showCard } from './on-telegram-card.ts';
import { guideNewExtension } from './on-telegram-create.ts';
import { guideDeletion } from './on-telegram-delete.ts';
import { showList } from './on-telegram-list.ts';
import { guideNewPassword } from './on-telegram-password.ts';

const numberArgs = z.object({ number: z.string() });
const pageArgs = z.object({
  page: z.number().int().nonnegative(),
  find: z.string().default(''),
});

/** `/extensions`: the list, one extension's card, and the guided ways to create, renew and delete. */
export function extensionsOnTelegram(deps: ExtensionsDeps): TelegramDoor {
  return {
    commands: [
      {
        command: 'extensions',
        minimumRole: 'admin',
        descriptionKey: 'extensions-command',
        where: 'private',
        handle: (visit) => findOrList(deps, visit),
      },
      {
        command: 'newextension',
        minimumRole: 'admin',
        descriptionKey: 'extensions-command-new',
        where: 'private',
        handle: (visit) => visit.startFlow('createExtension', {}),
      },
    ],
    buttons: {
      'extensions.list': {
        minimumRole: 'admin',
        handle: (visit, args) => showList(deps, visit, pageArgs.parse(args)),
      },
      'extensions.show': {
        minimumRole: 'admin',
        handle: (visit, args) => showCard(deps, visit, numberArgs.parse(args).number),
      },
      'extensions.create': {
        minimumRole: 'admin',
        handle: (visit) => visit.startFlow('createExtension', {}),
      },
      'extensions.delete': {
        minimumRole: 'admin',
        handle: (visit, args) => visit.startFlow('deleteExtension', numberArgs.parse(args)),
      },
      'extensions.password': {
        minimumRole: 'admin',
        handle: (visit, args) => visit.startFlow('renewExtensionPassword', numberArgs.parse(args)),
      },
    },
    flows: {
      createExtension: {
        minimumRole: 'admin',
        version: 2,
        run: (talk) => guideNewExtension(deps, talk),
        wayOn: (words) => ({
          label: words('extensions-back-to-list'),
          action: 'extensions.list',
          args: { page: 0 },
        }),
      },
      deleteExtension: {
        minimumRole: 'admin',
        run: (talk, start) => guideDeletion(deps, talk, numberArgs.parse(start).number),
        wayOn: toCard,
      },
      renewExtensionPassword: {
        minimumRole: 'admin',
        run: (talk, start) => guideNewPassword(deps, talk, numberArgs.parse(start).number),
        wayOn: toCard,
      },
    },
  };
}

/** `/extensions 1005` shows the card, `/extensions aziza` those of that name. */
async function findOrList(deps: ExtensionsDeps, visit: Visit): Promise<void> {
  const { argument } = visit;
  if (/^[0-9]{2,6}$/.test(argument)) await showCard(deps, visit, argument);
  else await showList(deps, visit, { page: 0, find: cleanLine(argument, 40) });
}

function toCard(words: Words, start: Json): ScreenButton {
  const { number } = numberArgs.parse(start);
  return { label: words('extensions-show'), action: 'extensions.show', args: { number } };
}
