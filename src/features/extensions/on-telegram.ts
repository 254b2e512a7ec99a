import { z } from 'zod';
import { confirmChange, confirmedText } from '../../change/confirm-change.ts';
import { undoAction } from '../../change/undo-action.ts';
import type {
  Screen,
  ScreenButton,
  Talk,
  TelegramDoor,
  Visit,
  Words,
} from '../../telegram/door.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { listExtensions, type ListedExtension, type LiveState } from './list-extensions.ts';
import { guideNewExtension } from './on-telegram-create.ts';
import { proposeDeletion } from './propose-deletion.ts';
import { proposePassword } from './propose-password.ts';

const numberArgs = z.object({ number: z.string() });
const pageArgs = z.object({ page: z.number().int().nonnegative() });

/** Telegram shows eight rows of buttons without scrolling on a small phone. */
const pageSize = 8;

const marks: Readonly<Record<LiveState, string>> = {
  online: '🟢',
  busy: '📞',
  offline: '⚪️',
  unknown: '❔',
};

/** `/extensions`: the list, one extension's card, and the guided ways to create, renew and delete. */
export function extensionsOnTelegram(deps: ExtensionsDeps): TelegramDoor {
  return {
    commands: [
      {
        command: 'extensions',
        minimumRole: 'admin',
        descriptionKey: 'extensions-command',
        where: 'private',
        handle: (visit) => showList(deps, visit, 0),
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
        handle: (visit, args) => showList(deps, visit, pageArgs.parse(args).page),
      },
      'extensions.show': {
        minimumRole: 'admin',
        handle: (visit, args) => showOne(deps, visit, numberArgs.parse(args).number),
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
      createExtension: { minimumRole: 'admin', run: (talk) => guideNewExtension(deps, talk) },
      deleteExtension: {
        minimumRole: 'admin',
        run: (talk, start) => guideDeletion(deps, talk, numberArgs.parse(start).number),
      },
      renewExtensionPassword: {
        minimumRole: 'admin',
        run: (talk, start) => guideNewPassword(deps, talk, numberArgs.parse(start).number),
      },
    },
  };
}

async function showList(deps: ExtensionsDeps, visit: Visit, page: number): Promise<void> {
  const extensions = await listExtensions(deps);
  await visit.show(listScreen(visit.words, extensions, page));
}

function listScreen(
  words: Words,
  extensions: readonly ListedExtension[],
  wantedPage: number,
): Screen {
  const pages = Math.max(1, Math.ceil(extensions.length / pageSize));
  const page = Math.min(wantedPage, pages - 1);
  const rows = extensions
    .slice(page * pageSize, (page + 1) * pageSize)
    .map((extension): readonly ScreenButton[] => [
      {
        label: `${marks[extension.state]} ${labelOf(extension)}`,
        action: 'extensions.show',
        args: { number: extension.number },
      },
    ]);
  const turn = (label: string, to: number): readonly ScreenButton[] =>
    to >= 0 && to < pages ? [{ label, action: 'extensions.list', args: { page: to } }] : [];
  const isUnknown = extensions.some((extension) => extension.state === 'unknown');
  const text = [
    words('extensions-list', { count: extensions.length, page: page + 1, pages }),
    extensions.length === 0 ? words('extensions-list-empty') : words('extensions-list-legend'),
    ...(isUnknown ? [words('extensions-state-unknown')] : []),
  ].join('\n\n');
  return {
    text,
    buttons: [
      ...rows,
      [...turn('‹', page - 1), ...turn('›', page + 1)],
      [{ label: words('extensions-create'), action: 'extensions.create', style: 'success' }],
    ],
  };
}

function labelOf({ number, name }: { readonly number: string; readonly name: string }): string {
  return name === '' ? number : `${number} · ${name}`;
}

async function showOne(deps: ExtensionsDeps, visit: Visit, number: string): Promise<void> {
  const extensions = await listExtensions(deps);
  const extension = extensions.find((one) => one.number === number);
  if (!extension) {
    await visit.toast(visit.words('extensions-gone', { number }));
    await visit.show(listScreen(visit.words, extensions, 0));
    return;
  }
  await visit.show(cardScreen(visit.words, extension));
}

function cardScreen(words: Words, extension: ListedExtension): Screen {
  const { number, kind, state, isManaged } = extension;
  const lines = [
    `<b>${words('extensions-card-title', { label: labelOf(extension) })}</b>`,
    `${marks[state]} ${words(`extensions-state-${state}`)}`,
    words('extensions-card-kind', { kind: { html: words(`extensions-kind-${kind}`) } }),
    ...(isManaged
      ? []
      : [words('extensions-card-by-hand', { file: extension.file, line: extension.line })]),
  ];
  const deeds: readonly (readonly ScreenButton[])[] = isManaged
    ? [
        [{ label: words('extensions-renew'), action: 'extensions.password', args: { number } }],
        [
          {
            label: words('extensions-delete'),
            action: 'extensions.delete',
            args: { number },
            style: 'danger',
          },
        ],
      ]
    : [];
  return {
    text: lines.join('\n'),
    buttons: [
      ...deeds,
      [
        { label: words('extensions-refresh'), action: 'extensions.show', args: { number } },
        backToList(words),
      ],
    ],
  };
}

function backToList(words: Words): ScreenButton {
  return { label: words('extensions-back-to-list'), action: 'extensions.list', args: { page: 0 } };
}

async function guideDeletion(deps: ExtensionsDeps, talk: Talk, number: string): Promise<void> {
  const { words } = talk;
  const confirmed = await confirmChange(talk, deps, {
    propose: () => proposeDeletion(deps, words, number),
    applyLabel: words('extensions-delete-now'),
    applyStyle: 'danger',
  });
  if (confirmed.type === 'refused') {
    await talk.finish({ text: confirmed.text, buttons: [[backToList(words)]] });
  } else if (confirmed.type === 'ended') {
    const undo: readonly ScreenButton[] =
      confirmed.end.type === 'done'
        ? [
            {
              label: words('extensions-undo'),
              action: undoAction,
              args: { changeId: confirmed.end.changeId },
            },
          ]
        : [];
    await talk.finish({
      text: confirmedText(talk, confirmed),
      buttons: [undo, [backToList(words)]],
    });
  } else {
    await talk.finish({
      text: words('extensions-kept', { number }),
      buttons: [[backToList(words)]],
    });
  }
}

async function guideNewPassword(deps: ExtensionsDeps, talk: Talk, number: string): Promise<void> {
  const { words } = talk;
  let passwordHandle: string | undefined;
  for (;;) {
    const confirmed = await confirmChange(talk, deps, {
      propose: () => proposePassword(deps, words, { number, passwordHandle }),
      applyLabel: words('extensions-renew-now'),
      moreButtons:
        passwordHandle === undefined
          ? [{ label: words('extensions-own-password'), value: 'ownPassword' }]
          : [],
      instead: words('extensions-card-lost'),
      onDone: async (password) => {
        if (!password) return;
        const extension = (await listExtensions(deps)).find((one) => one.number === number);
        await deps.sendPhoneCard({
          chatId: talk.chatId,
          locale: talk.member.locale,
          number,
          name: extension?.name ?? '',
          kind: extension?.kind ?? 'softphone',
          password,
        });
      },
    });
    const wasTypedInVain = confirmed.type === 'refused' && passwordHandle !== undefined;
    if (confirmed.type === 'pressed' || wasTypedInVain) {
      const note = confirmed.type === 'refused' ? `${confirmed.text}\n\n` : '';
      const answer = await talk.ask(
        { text: `${note}${words('extensions-ask-password')}` },
        { accepts: 'secret', back: true },
      );
      passwordHandle = answer.type === 'secret' ? answer.handle : undefined;
      continue;
    }
    const text =
      confirmed.type === 'ended'
        ? confirmedText(talk, confirmed)
        : confirmed.type === 'refused'
          ? confirmed.text
          : words('extensions-kept', { number });
    await talk.finish({ text, buttons: [[backToList(words)]] });
    return;
  }
}
