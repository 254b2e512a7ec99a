import type { Locale } from '../lib/locale.ts';
import type { BotAuditEntry } from './audit-entry.ts';
import type { DocumentVault } from './document-vault.ts';
import type { Answer, AskForDocument, WordArgument, Words } from './door.ts';
import type { Download } from './download.ts';
import type { PressEntrance, SecretEntrance, SentDocument } from './entrance.ts';
import type { FlowCalls } from './flow-calls.ts';
import { readFlowData } from './flow-data.ts';
import {
  isSecretWanted,
  type FlowPass,
  type Question,
  type Verdict,
  type Wanted,
} from './flow-pass.ts';
import { placementOf, type FlowSeat } from './flow-row.ts';
import type { Outgoing } from './outgoing.ts';
import type { SecretVault } from './secret-vault.ts';

export type FlowJudgeDeps = {
  readonly outgoing: Outgoing;
  readonly vault: Pick<SecretVault, 'open'>;
  readonly documents: Pick<DocumentVault, 'keep'>;
  readonly download: Download;
  readonly words: (locale: Locale) => Words;
  readonly audit: (entry: BotAuditEntry) => Promise<void>;
};

/** What an update says to a question. */
export type FlowJudge = (pass: FlowPass, seat: FlowSeat, question: Question) => Promise<Verdict>;

/** The largest file a question takes unless told. */
const usualMaxBytes = 1024 * 1024;

export function createFlowJudge(deps: FlowJudgeDeps, calls: FlowCalls): FlowJudge {
  const { outgoing, vault, documents, download } = deps;
  /** Albums of which one file answered as a secret: the others must not stay in the chat either. */
  const secretAlbums = createRecent(100);

  const answered = (pass: FlowPass, answer: Answer): Verdict => ({
    type: 'answered',
    answer,
    member: pass.member,
  });
  const hint = (
    pass: FlowPass,
    seat: FlowSeat,
    key: string,
    args?: Readonly<Record<string, WordArgument>>,
  ): Verdict => {
    const screen = { text: deps.words(pass.member.locale)(key, args) };
    const nobody = { telegramId: 0 };
    calls.aside(pass, outgoing.send(seat.chatId, screen, nobody, placementOf(seat)));
    return { type: 'ignored' };
  };

  const judgePress = async (
    pass: FlowPass,
    entrance: PressEntrance,
    seat: FlowSeat,
    question: Question,
  ): Promise<Verdict> => {
    const data = readFlowData(entrance.data);
    const isOurs =
      data?.flowId === seat.flowId &&
      data.step === question.step &&
      entrance.messageId === pass.messageId;
    if (!isOurs) {
      const words = deps.words(pass.member.locale);
      calls.aside(pass, outgoing.answerPress(entrance.queryId, words('telegram-button-dead')));
      const { telegramId, chatId } = entrance;
      await deps.audit({ telegramId, chatId, action: 'telegram.press', outcome: 'refused' });
      return { type: 'ignored' };
    }
    calls.aside(pass, outgoing.answerPress(entrance.queryId));
    if (data.press === 'cancel') return { type: 'cancelled' };
    if (data.press === 'back') return answered(pass, { type: 'back' });
    const value = question.values[data.press];
    return value === undefined ? { type: 'ignored' } : answered(pass, { type: 'pressed', value });
  };

  const judgeText = (pass: FlowPass, seat: FlowSeat, wanted: Wanted, text: string): Verdict => {
    if (!isTextWanted(wanted) || isSecretWanted(wanted)) return hint(pass, seat, hintOf(wanted));
    pass.isBuried = true;
    return answered(pass, { type: 'text', text });
  };

  const judgeSecret = (
    pass: FlowPass,
    entrance: SecretEntrance,
    seat: FlowSeat,
    wanted: Wanted,
  ): Verdict => {
    const { chatId, messageId, handle } = entrance;
    calls.insist(pass, () => outgoing.delete(chatId, messageId));
    if (!isTextWanted(wanted) || !isSecretWanted(wanted)) return hint(pass, seat, hintOf(wanted));
    // Typed before a restart: only memory had it.
    if (!vault.open(handle)) return hint(pass, seat, 'telegram-secret-lost');
    return answered(pass, { type: 'secret', handle });
  };

  const judgeDocument = async (
    pass: FlowPass,
    document: SentDocument,
    seat: FlowSeat,
    { isSecret, maxBytes = usualMaxBytes }: AskForDocument,
  ): Promise<Verdict> => {
    const outcome = await calls.run(pass, () => download(document, maxBytes));
    if (isSecret === true) {
      // Waited for: once the flow has gone on, nothing would know any more that it must be deleted.
      const { chatId, messageId } = pass.entrance;
      await calls.deliver(pass, () => outgoing.delete(chatId, messageId));
      if (document.albumId !== undefined) secretAlbums.add(document.albumId);
    }
    switch (outcome.type) {
      case 'had': {
        pass.isBuried = isSecret !== true;
        const handle = documents.keep(outcome.bytes);
        return answered(pass, { type: 'document', handle, name: document.name });
      }
      case 'tooBig':
        return hint(pass, seat, 'telegram-document-too-big', { size: printSize(maxBytes) });
      case 'lost':
        return hint(pass, seat, 'telegram-document-lost');
    }
  };

  return async (pass, seat, question) => {
    const { entrance } = pass;
    const { wanted } = question;
    const document = 'document' in entrance ? entrance.document : undefined;
    if (document && wanted.accepts === 'document') {
      return judgeDocument(pass, document, seat, wanted);
    }
    switch (entrance.type) {
      case 'press':
        return judgePress(pass, entrance, seat, question);
      case 'secret':
        return judgeSecret(pass, entrance, seat, wanted);
      case 'text':
        return judgeText(pass, seat, wanted, entrance.text);
      case 'document': {
        const { chatId, messageId } = entrance;
        const isOfSecrets = secretAlbums.has(entrance.document.albumId);
        if (isOfSecrets) calls.insist(pass, () => outgoing.delete(chatId, messageId));
        return hint(pass, seat, hintOf(wanted));
      }
      case 'other':
        return hint(pass, seat, hintOf(wanted));
      case 'command':
        return { type: 'ignored' };
    }
  };
}

/** Remembers so many, the newest. */
function createRecent(most: number) {
  const known = new Set<string>();
  return {
    add: (one: string): void => {
      known.add(one);
      const [oldest = one] = known;
      if (known.size > most) known.delete(oldest);
    },
    has: (one: string | undefined): boolean => one !== undefined && known.has(one),
  };
}

function isTextWanted(wanted: Wanted): boolean {
  if (wanted.accepts === 'document') return wanted.orText === true;
  return wanted.accepts !== 'press';
}

function hintOf(wanted: Wanted): string {
  if (wanted.accepts === 'press') return 'telegram-hint-press';
  if (wanted.accepts !== 'document') return 'telegram-hint-text';
  return wanted.orText === true ? 'telegram-hint-document-or-text' : 'telegram-hint-document';
}

/** Whole kilobytes or megabytes, rounded down. */
function printSize(bytes: number): string {
  const kilobytes = Math.floor(bytes / 1024);
  return kilobytes < 1024 ? `${kilobytes} kB` : `${Math.floor(kilobytes / 1024)} MB`;
}
