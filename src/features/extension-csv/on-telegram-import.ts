import { confirmChange, confirmedText } from '../../change/confirm-change.ts';
import { undoAction } from '../../change/undo-action.ts';
import type { Answer, ScreenButton, Talk } from '../../telegram/door.ts';
import { maxRows } from './csv-table.ts';
import { explainUpload } from './explain-upload.ts';
import type { ExtensionCsvDeps } from './extension-csv-deps.ts';
import { proposeImport } from './propose-import.ts';
import type { Upload } from './read-upload.ts';
import { sendDiff } from './send-diff.ts';
import { sendFaults } from './send-faults.ts';
import { sendResult } from './send-result.ts';
import { sendTemplate } from './send-template.ts';

/** Where a step leads, with a line (HTML) to show there. */
type Next =
  | { readonly step: 'file'; readonly note?: string }
  | { readonly step: 'rows'; readonly upload: Upload; readonly note?: string }
  | { readonly step: 'confirm'; readonly upload: Upload; readonly good: number }
  | { readonly step: 'end' };

/** A file, or rows as text. Both may hold passwords: the message goes at once. */
const asksForRows = { accepts: 'document', orText: true, isSecret: true } as const;

/** A longer plan is offered as a file. */
const readableInChat = 3;

/** Extensions from a CSV file: file → verdict on each row → plan → tap → what became of each row. */
export async function guideImport(deps: ExtensionCsvDeps, talk: Talk): Promise<void> {
  let next: Next = { step: 'file' };
  while (next.step !== 'end') next = await takeStep(deps, talk, next);
}

function takeStep(
  deps: ExtensionCsvDeps,
  talk: Talk,
  next: Exclude<Next, { step: 'end' }>,
): Promise<Next> {
  switch (next.step) {
    case 'file':
      return askFile(deps, talk, next.note);
    case 'rows':
      return askAboutRows(deps, talk, next);
    case 'confirm':
      return confirm(deps, talk, next);
  }
}

async function askFile(deps: ExtensionCsvDeps, talk: Talk, note?: string): Promise<Next> {
  const { words } = talk;
  const answer = await talk.ask(
    {
      text: withNote(note, words('csv-ask', { limit: maxRows })),
      buttons: [[{ label: words('csv-sample'), value: 'sample' }]],
    },
    asksForRows,
  );
  const upload = uploadOf(answer);
  if (upload) return { step: 'rows', upload };
  if (answer.type === 'pressed') {
    await doOnce(talk, () => sendTemplate(deps, words, talk.chatId));
    return { step: 'file', note: words('csv-sample-sent') };
  }
  return { step: 'file' };
}

async function askAboutRows(
  deps: ExtensionCsvDeps,
  talk: Talk,
  { upload, note }: Extract<Next, { step: 'rows' }>,
): Promise<Next> {
  const { words, chatId } = talk;
  const verdict = await talk.once(() => explainUpload(deps, words, upload));
  if (verdict.type === 'useless') return { step: 'file', note: verdict.text };
  const { good, bad } = verdict;
  const goOn: readonly ScreenButton[] =
    good > 0
      ? [
          {
            label: words(bad > 0 ? 'csv-skip-bad' : 'csv-go-on', { count: good }),
            value: 'goOn',
            style: 'success',
          },
        ]
      : [];
  const faults: readonly ScreenButton[] =
    bad > 0 ? [{ label: words('csv-show-faults'), value: 'faults' }] : [];
  const answer = await talk.ask(
    { text: withNote(note, verdict.text), buttons: [goOn, faults] },
    { ...asksForRows, back: true },
  );
  const another = uploadOf(answer);
  if (another) return { step: 'rows', upload: another };
  if (answer.type !== 'pressed') return { step: 'file' };
  if (answer.value === 'goOn') return { step: 'confirm', upload, good };
  await doOnce(talk, () => sendFaults(deps, words, { chatId, upload }));
  return { step: 'rows', upload };
}

async function confirm(
  deps: ExtensionCsvDeps,
  talk: Talk,
  { upload, good }: Extract<Next, { step: 'confirm' }>,
): Promise<Next> {
  const { words, chatId } = talk;
  const propose = () => proposeImport(deps, words, upload);
  const confirmed = await confirmChange(talk, deps, {
    propose,
    applyLabel: words('csv-import-now'),
    moreButtons: good > readableInChat ? [{ label: words('csv-show-diff'), value: 'diff' }] : [],
    instead: words('csv-result-lost'),
    onDone: async (result) => {
      if (result) await sendResult(deps, words, { chatId, result });
    },
  });
  switch (confirmed.type) {
    case 'back':
      return { step: 'rows', upload };
    case 'refused':
      return { step: 'rows', upload, note: confirmed.text };
    case 'pressed':
      await doOnce(talk, async () => {
        const proposal = await propose();
        if (proposal.type === 'planned') await sendDiff(deps, words, { chatId, ...proposal });
      });
      return { step: 'confirm', upload, good };
    case 'ended': {
      const { end } = confirmed;
      const undo: readonly ScreenButton[] =
        end.type === 'done'
          ? [{ label: words('csv-undo'), action: undoAction, args: { changeId: end.changeId } }]
          : [];
      const list = { label: words('csv-list'), action: 'extensions.list', args: { page: 0 } };
      await talk.finish({ text: confirmedText(talk, confirmed), buttons: [[...undo, list]] });
      return { step: 'end' };
    }
  }
}

function uploadOf(answer: Answer): Upload | undefined {
  if (answer.type !== 'document' && answer.type !== 'secret') return undefined;
  return { type: answer.type, handle: answer.handle };
}

function withNote(note: string | undefined, text: string): string {
  return note === undefined ? text : `${note}\n\n${text}`;
}

/** What is done leaves nothing in the flow's log. */
function doOnce(talk: Talk, work: () => Promise<void>): Promise<undefined> {
  return talk.once(async () => {
    await work();
    return undefined;
  });
}
