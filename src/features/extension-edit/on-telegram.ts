import { z } from 'zod';
import type { TelegramDoor, Talk } from '../../telegram/door.ts';
import type { ExtensionEditDeps } from './edit-deps.ts';
import { confirmEdit, keepAsItIs } from './on-telegram-confirm.ts';
import { guideNewKind } from './on-telegram-kind.ts';
import { guideNewName } from './on-telegram-name.ts';
import { guideNewOperator } from './on-telegram-operator.ts';
import { proposeSwitch } from './propose-switch.ts';
import { proposeUpdate } from './propose-update.ts';

const numberArgs = z.object({ number: z.string() });

type Guide = (deps: ExtensionEditDeps, talk: Talk, number: string) => Promise<void>;

/** The buttons on an extension's card, by action, with the flow that each starts. */
const guides: Readonly<Record<string, { readonly flow: string; readonly run: Guide }>> = {
  'extensions.disable': { flow: 'disableExtension', run: guideSwitch('off') },
  'extensions.enable': { flow: 'enableExtension', run: guideSwitch('on') },
  'extensions.rename': { flow: 'renameExtension', run: guideNewName },
  'extensions.operator': { flow: 'giveExtension', run: guideNewOperator },
  'extensions.kind': { flow: 'changeExtensionKind', run: guideNewKind },
  'extensions.update': { flow: 'updateExtension', run: guideUpdate },
};

/** The ways to change an extension, from the buttons of its card. */
export function extensionEditOnTelegram(deps: ExtensionEditDeps): TelegramDoor {
  const offers = Object.entries(guides);
  return {
    buttons: Object.fromEntries(
      offers.map(([action, { flow }]) => [
        action,
        {
          minimumRole: 'admin',
          handle: (visit, args) => visit.startFlow(flow, numberArgs.parse(args)),
        },
      ]),
    ),
    flows: Object.fromEntries(
      offers.map(([, { flow, run }]) => [
        flow,
        {
          minimumRole: 'admin',
          run: (talk, start) => run(deps, talk, numberArgs.parse(start).number),
          wayOn: (words, start) => ({
            label: words('extensions-show'),
            action: 'extensions.show',
            args: numberArgs.parse(start),
          }),
        },
      ]),
    ),
  };
}

function guideSwitch(to: 'off' | 'on'): Guide {
  return async (deps, talk, number) => {
    const { words } = talk;
    const end = await confirmEdit(deps, talk, number, {
      propose: () => proposeSwitch(deps, words, { number, to }),
      applyLabel: words(`extension-edit-switch-${to}-now`),
      applyStyle: to === 'off' ? 'danger' : 'success',
    });
    if (end === 'back') await keepAsItIs(talk, number);
  };
}

async function guideUpdate(deps: ExtensionEditDeps, talk: Talk, number: string): Promise<void> {
  const { words } = talk;
  const end = await confirmEdit(deps, talk, number, {
    propose: () => proposeUpdate(deps, words, number),
    applyLabel: words('extension-edit-update-now'),
  });
  if (end === 'back') await keepAsItIs(talk, number);
}
