import type { Screen, ScreenButton, Visit, Words } from '../../telegram/door.ts';
import { adoptAction } from '../../pbx/hand-written.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { listExtensions, type ListedExtension, type LiveState } from './list-extensions.ts';

/** Telegram shows eight rows of buttons without scrolling on a small phone. */
const pageSize = 8;

const marks: Readonly<Record<LiveState, string>> = {
  online: '🟢',
  busy: '📞',
  offline: '⚪️',
  unknown: '❔',
  disabled: '🚫',
};

/** `page` from 0. `find`: part of a name or number; '' for all. */
type Wanted = { readonly page: number; readonly find: string };

/** A page of the list. */
export async function showList(deps: ExtensionsDeps, visit: Visit, wanted: Wanted): Promise<void> {
  const extensions = await listExtensions(deps);
  await visit.show(listScreen(visit.words, extensions, wanted));
}

/** A page with its state, number and name for each; past the last page the last. */
export function listScreen(
  words: Words,
  all: readonly ListedExtension[],
  { page: wantedPage, find }: Wanted,
): Screen {
  const extensions = all.filter((extension) => isFound(extension, find));
  const pages = Math.max(1, Math.ceil(extensions.length / pageSize));
  const page = Math.min(wantedPage, pages - 1);
  const rows = extensions
    .slice(page * pageSize, (page + 1) * pageSize)
    .map((extension): readonly ScreenButton[] => [
      {
        label: `${signOf(extension)} ${labelOf(extension)}`,
        action: 'extensions.show',
        args: { number: extension.number },
      },
    ]);
  const turn = (label: string, to: number): readonly ScreenButton[] =>
    to >= 0 && to < pages ? [{ label, action: 'extensions.list', args: { page: to, find } }] : [];
  const isUnknown = extensions.some((extension) => extension.state === 'unknown');
  const isEmpty = all.length === 0;
  const adoptable = all.filter(mayBeAdopted).length;
  const text = [
    words('extensions-list', { count: all.length, page: page + 1, pages }),
    ...(find === '' ? [] : [words('extensions-list-found', { find, count: extensions.length })]),
    isEmpty ? words('extensions-list-empty') : legendOf(words, extensions),
    ...(isUnknown ? [`${marks.unknown} ${words('extensions-state-unknown')}`] : []),
    ...(pages > 2 ? [words('extensions-list-find')] : []),
  ].join('\n\n');
  return {
    text,
    buttons: [
      ...rows,
      [...turn('‹', page - 1), ...turn('›', page + 1)],
      ...(find === '' ? [] : [[backToList(words)]]),
      [{ label: words('extensions-create'), action: 'extensions.create', style: 'success' }],
      adoptable < 2
        ? []
        : [
            {
              label: words('adoption-start-all', { count: adoptable }),
              action: adoptAction,
              args: {},
            },
          ],
      [
        { label: words('csv-export'), action: 'csv.export' },
        { label: words('csv-import'), action: 'csv.import' },
      ],
    ],
  };
}

function isFound({ number, name }: ListedExtension, find: string): boolean {
  const wanted = find.toLocaleLowerCase();
  return number.includes(wanted) || name.toLocaleLowerCase().includes(wanted);
}

function legendOf(words: Words, extensions: readonly ListedExtension[]): string {
  return [
    words('extensions-list-legend'),
    ...(extensions.some(({ isDisabled }) => isDisabled)
      ? [words('extensions-list-legend-disabled')]
      : []),
    ...(extensions.some(isBroken) ? [words('extensions-list-legend-broken')] : []),
  ].join(' · ');
}

/** No phone can work with it as it is written. */
function isBroken({ findings }: ListedExtension): boolean {
  return findings.some(({ severity }) => severity === 'broken');
}

function signOf(extension: ListedExtension): string {
  return isBroken(extension) ? '⚠️' : marks[extension.state];
}

/** Written by hand, and a phone's: whether it is safe the plan shows. */
export function mayBeAdopted({ isManaged, findings }: ListedExtension): boolean {
  const isNoPhone = findings.some(({ key }) => ['finding-trunk', 'finding-wizard'].includes(key));
  return !isManaged && !isNoPhone;
}

/** Number and name, as a button or a title shows them. */
export function labelOf({
  number,
  name,
}: {
  readonly number: string;
  readonly name: string;
}): string {
  return name === '' ? number : `${number} · ${name}`;
}

/** The sign of a state. */
export function markOf(state: LiveState): string {
  return marks[state];
}

export function backToList(words: Words): ScreenButton {
  return { label: words('extensions-back-to-list'), action: 'extensions.list', args: { page: 0 } };
}
