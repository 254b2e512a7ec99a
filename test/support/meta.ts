import {
  startMetaEmulator,
  type ActingCustomer,
  type MetaEmulator,
  type MetaOptions,
} from '../../src/sandbox/meta/emulator.ts';
import type { Account, Message } from '../../src/sandbox/meta/world.ts';
import { waitFor } from './telegram-wait.ts';

export type MetaCustomer = ActingCustomer & {
  /** Waits for a message of the account that has this text, or is what is looked for. */
  readonly sees: (what: string | ((message: Message) => boolean)) => Promise<Message>;
};

/** An emulated Meta whose customers can wait for what they get. */
export type FakeMeta = Omit<MetaEmulator, 'createCustomer'> & {
  readonly createCustomer: (account: Account, name: string, username?: string) => MetaCustomer;
};

const patienceMs = 30_000;

/** Starts it on a free port of the loopback. */
export async function startMeta(options: MetaOptions = {}): Promise<FakeMeta> {
  const meta = await startMetaEmulator(options);
  return {
    ...meta,
    createCustomer: (account, name, username) => {
      const acting = meta.createCustomer(account, name, username);
      return {
        ...acting,
        sees: (what) =>
          waitFor(meta.world.changed, {
            withinMs: patienceMs,
            look: () =>
              acting
                .received()
                .find((message) =>
                  typeof what === 'string' ? message.text.includes(what) : what(message),
                ),
            explain: () => {
              const texts = acting.received().map(({ text }) => text);
              return `${name} never saw ${String(what)}, but: ${texts.join(' | ')}`;
            },
          }),
      };
    },
  };
}
