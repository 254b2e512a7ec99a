import type { BotStores } from '../../src/telegram/bot.ts';
import type { ButtonRow } from '../../src/telegram/button-store.ts';

type UpdateRow = {
  readonly updateId: number;
  readonly chatKey: string;
  readonly body: string;
  readonly receivedAt: number;
  readonly state: 'new' | 'done' | 'failed';
  readonly attempts: number;
  readonly error?: string;
};

export type MemoryStores = BotStores & {
  /** Every update row there is. */
  readonly updateRows: () => readonly UpdateRow[];
  readonly buttonRows: () => readonly ButtonRow[];
  /** How often old updates were pruned: the last thing a sweep does. */
  readonly sweeps: () => number;
  /** All that is stored now, and all that ever was, as text: what a thief of the disk would read. */
  readonly dump: () => string;
};

/** The room's stores in memory; they outlive a bot, so that another can be started on them. */
export function createMemoryStores(): MemoryStores {
  const updates = new Map<number, UpdateRow>();
  const buttons = new Map<string, ButtonRow>();
  const flows = new Map<string, { readonly value: string; readonly touchedAt: number }>();
  const prompts = new Set<number>();
  const everWritten: string[] = [];
  const write = (value: unknown): void => {
    everWritten.push(JSON.stringify(value));
  };
  let sweeps = 0;
  const changeUpdate = (updateId: number, change: Partial<UpdateRow>): void => {
    const row = updates.get(updateId);
    if (row) updates.set(updateId, { ...row, ...change });
  };

  return {
    updateRows: () => [...updates.values()],
    buttonRows: () => [...buttons.values()],
    sweeps: () => sweeps,
    dump: () => everWritten.join('\n'),
    updates: {
      add: (rows, at) => {
        const added = rows.filter((row) => !updates.has(row.updateId));
        for (const row of added) {
          write(row);
          updates.set(row.updateId, { ...row, receivedAt: at, state: 'new', attempts: 0 });
        }
        return Promise.resolve(added.map((row) => ({ ...row, attempts: 0 })));
      },
      listNew: () => Promise.resolve([...updates.values()].filter((row) => row.state === 'new')),
      begin: (updateId) => {
        changeUpdate(updateId, { attempts: (updates.get(updateId)?.attempts ?? 0) + 1 });
        return Promise.resolve();
      },
      finish: (updateId, state, error) => {
        changeUpdate(updateId, { state, body: '', ...(error !== undefined && { error }) });
        return Promise.resolve();
      },
      prune: (at) => {
        sweeps += 1;
        for (const row of updates.values()) {
          if (row.state !== 'new' && row.receivedAt < at) updates.delete(row.updateId);
        }
        return Promise.resolve();
      },
    },
    buttons: {
      put: (rows, replacing) => {
        for (const row of buttons.values()) {
          const isOf = row.chatId === replacing?.chatId && row.messageId === replacing.messageId;
          if (isOf && row.isShared === 0) buttons.delete(row.nonce);
        }
        write(rows);
        for (const row of rows) buttons.set(row.nonce, row);
        return Promise.resolve();
      },
      bind: (nonces, messageId) => {
        for (const nonce of nonces) {
          const row = buttons.get(nonce);
          if (row) buttons.set(nonce, { ...row, messageId });
        }
        return Promise.resolve();
      },
      find: (nonce) => Promise.resolve(buttons.get(nonce)),
      listShared: (chatId, messageId) =>
        Promise.resolve(
          [...buttons.values()].filter(
            (row) => row.isShared === 1 && row.chatId === chatId && row.messageId === messageId,
          ),
        ),
      claim: ({ nonce, updateId, chatId, messageId, at }) => {
        const row = buttons.get(nonce);
        if (!row || (row.usedAt !== null && row.usedByUpdateId !== updateId)) {
          return Promise.resolve(false);
        }
        buttons.set(nonce, { ...row, usedAt: at, usedByUpdateId: updateId });
        for (const other of buttons.values()) {
          const isBeside = other.chatId === chatId && other.messageId === messageId;
          if (isBeside && other.nonce !== nonce && other.isShared === 0)
            buttons.delete(other.nonce);
        }
        return Promise.resolve(true);
      },
      voidFor: (telegramId) => {
        for (const row of buttons.values()) {
          if (row.telegramId === telegramId) buttons.delete(row.nonce);
        }
        return Promise.resolve();
      },
      prune: (at) => {
        for (const row of buttons.values()) {
          if (row.expiresAt < at) buttons.delete(row.nonce);
        }
        return Promise.resolve();
      },
    },
    flows: {
      read: (key) => Promise.resolve(flows.get(key)?.value),
      write: (key, value, touchedAt) => {
        write(value);
        flows.set(key, { value, touchedAt });
        return Promise.resolve();
      },
      delete: (key) => {
        flows.delete(key);
        return Promise.resolve();
      },
      listQuietSince: (at) =>
        Promise.resolve(
          [...flows]
            .filter(([, { touchedAt }]) => touchedAt < at)
            .map(([key, { value }]) => ({ key, value })),
        ),
      voidFor: (telegramId) => {
        for (const key of flows.keys()) if (key.endsWith(`:${telegramId}`)) flows.delete(key);
        return Promise.resolve();
      },
    },
    secretPrompts: {
      set: (chatId) => {
        prompts.add(chatId);
        return Promise.resolve();
      },
      clear: (chatId) => {
        prompts.delete(chatId);
        return Promise.resolve();
      },
      list: () => Promise.resolve([...prompts]),
    },
  };
}
