import { cleanLine, escapeHtml } from '../../lib/html.ts';
import type { Screen, ScreenButton, Words } from '../../telegram/door.ts';
import { mostCanned, type CannedReply } from './canned-reply.ts';

/** Telegram shows eight rows of buttons without scrolling on a small phone. */
const pageSize = 7;
const previewSigns = 60;

/** For operators: which one goes to the customer. */
export function pickScreen(
  replies: readonly CannedReply[],
  words: Words,
  {
    talkId,
    page,
    wanted,
  }: { readonly talkId: number; readonly page: number; readonly wanted: string },
): Screen {
  const { shown, turns } = pageOf(replies, page, (to) => ({
    ...{ action: 'canned.turn', args: { talkId, page: to, wanted } },
  }));
  const lines = shown.map(
    ({ title, text }) =>
      `<b>${escapeHtml(title)}</b>: ${escapeHtml(cleanLine(text, previewSigns))}`,
  );
  return {
    text: [words('canned-pick'), ...lines].join('\n\n'),
    buttons: [
      ...shown.map(({ cannedId, title }) => [
        { label: escapeHtml(title), action: 'canned.send', args: { talkId, cannedId } },
      ]),
      turns,
      [{ label: words('canned-pick-none'), action: 'canned.drop' }],
    ],
  };
}

/** For admins. `remarks`: what is to be said first. */
export function listScreen(
  replies: readonly CannedReply[],
  words: Words,
  { page, remarks = [] }: { readonly page: number; readonly remarks?: readonly string[] },
): Screen {
  const { shown, turns } = pageOf(replies, page, (to) => ({
    ...{ action: 'canned.list', args: { page: to } },
  }));
  const isFull = replies.length >= mostCanned;
  return {
    text: [
      ...remarks,
      words('canned-list', { count: replies.length, most: mostCanned }),
      words(replies.length === 0 ? 'canned-list-empty' : 'canned-list-how'),
    ].join('\n\n'),
    buttons: [
      ...shown.map(({ cannedId, title }) => [
        { label: escapeHtml(title), action: 'canned.show', args: { cannedId } },
      ]),
      turns,
      isFull ? [] : [{ label: words('canned-add'), action: 'canned.add', style: 'success' }],
    ],
  };
}

/** For admins: one of them. */
export function cannedScreen(
  { cannedId, title, text }: CannedReply,
  words: Words,
  remarks: readonly string[] = [],
): Screen {
  const change = (what: string): ScreenButton => ({
    ...{ label: words(`canned-edit-${what}`), action: 'canned.edit', args: { cannedId, what } },
  });
  return {
    text: [...remarks, shownCanned({ title, text })].join('\n\n'),
    buttons: [
      [change('text'), change('title')],
      [{ label: words('canned-remove'), action: 'canned.remove', args: { cannedId } }],
      [{ label: words('canned-back'), action: 'canned.list', args: { page: 0 } }],
    ],
  };
}

/** As it stands in a message: HTML. */
export function shownCanned({ title, text }: Pick<CannedReply, 'title' | 'text'>): string {
  return `🏷 <b>${escapeHtml(title)}</b>\n<blockquote>${escapeHtml(text)}</blockquote>`;
}

function pageOf(
  replies: readonly CannedReply[],
  wantedPage: number,
  turn: (page: number) => { readonly action: string; readonly args: NonNullable<Args> },
): { readonly shown: readonly CannedReply[]; readonly turns: readonly ScreenButton[] } {
  const pages = Math.max(1, Math.ceil(replies.length / pageSize));
  const page = Math.min(wantedPage, pages - 1);
  const button = (label: string, to: number): readonly ScreenButton[] =>
    to >= 0 && to < pages ? [{ label, ...turn(to) }] : [];
  return {
    shown: replies.slice(page * pageSize, (page + 1) * pageSize),
    turns: [...button('‹', page - 1), ...button('›', page + 1)],
  };
}

type Args = Extract<ScreenButton, { readonly action: string }>['args'];
