import type { Screen, ScreenButton, Visit, Words } from '../../telegram/door.ts';
import { findingLines } from '../../pbx/finding-words.ts';
import { adoptAction } from '../../pbx/hand-written.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { backToList, labelOf, listScreen, markOf, mayBeAdopted } from './on-telegram-list.ts';
import { readExtension, type ExtensionDetails } from './read-extension.ts';

/** The card of one extension with all that can be done to it; the list when it is gone. */
export async function showCard(deps: ExtensionsDeps, visit: Visit, number: string): Promise<void> {
  const extension = await readExtension(deps, number);
  if ('gone' in extension) {
    await visit.toast(visit.words('extensions-gone', { number }));
    await visit.show(listScreen(visit.words, extension.others, { page: 0, find: '' }));
    return;
  }
  await visit.show(cardScreen(visit.words, extension));
}

function cardScreen(words: Words, extension: ExtensionDetails): Screen {
  const { number, state } = extension;
  return {
    text: [
      `<b>${words('extensions-card-title', { label: labelOf(extension) })}</b>`,
      `${markOf(state)} ${words(`extensions-state-${state}`)}`,
      ...factLines(words, extension),
    ].join('\n'),
    buttons: [
      ...(extension.isManaged ? deedRows(words, extension) : adoptRows(words, extension)),
      [
        { label: words('extensions-refresh'), action: 'extensions.show', args: { number } },
        backToList(words),
      ],
    ],
  };
}

function factLines(words: Words, extension: ExtensionDetails): readonly string[] {
  const { kind, operator, isManaged, isOutdated, file, line } = extension;
  return [
    operator === undefined
      ? words('extensions-card-nobody')
      : words('extensions-card-operator', { name: operator }),
    words('extensions-card-kind', { kind: { html: words(`extensions-kind-${kind}`) } }),
    ...(isManaged && isOutdated ? [outdatedLine(words, extension)] : []),
    ...(isManaged ? [] : [words('extensions-card-by-hand', { file, line })]),
    ...findingLines(words, extension.findings),
  ];
}

/** An old Asterisk takes nothing that is newer than itself; a new one still takes what is older. */
function outdatedLine(words: Words, { authType }: ExtensionDetails): string {
  return words(authType === 'userpass' ? 'extensions-card-aging' : 'extensions-card-outdated');
}

function adoptRows(
  words: Words,
  extension: ExtensionDetails,
): readonly (readonly ScreenButton[])[] {
  const { number } = extension;
  if (!mayBeAdopted(extension)) return [];
  return [[{ label: words('adoption-start'), action: adoptAction, args: { number } }]];
}

/** Two in a row: they fit a small phone, and what is dangerous stands last. */
function deedRows(
  words: Words,
  { number, isDisabled, isOutdated }: ExtensionDetails,
): readonly (readonly ScreenButton[])[] {
  const deed = (key: string, action: string): ScreenButton => ({
    label: words(key),
    action,
    args: { number },
  });
  const rename = deed('extensions-rename', 'extensions.rename');
  const operator = deed('extensions-operator', 'extensions.operator');
  const kind = deed('extensions-kind', 'extensions.kind');
  const remove: ScreenButton = {
    ...{ label: words('extensions-delete'), action: 'extensions.delete' },
    ...{ args: { number }, style: 'danger' },
  };
  const rows = isDisabled
    ? [[deed('extensions-enable', 'extensions.enable')], [rename, operator], [kind, remove]]
    : [
        [deed('extensions-renew', 'extensions.password'), operator],
        [rename, kind],
        [deed('extensions-disable', 'extensions.disable'), remove],
      ];
  return isOutdated ? [[deed('extensions-update', 'extensions.update')], ...rows] : rows;
}
