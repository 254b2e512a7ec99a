import type { CallRecord, Violation } from '../../src/sandbox/telegram/calls.ts';
import {
  startTelegramEmulator,
  type EmulatorOptions,
  type TelegramEmulator,
} from '../../src/sandbox/telegram/emulator.ts';
import type { Faults } from '../../src/sandbox/telegram/faults.ts';
import type { Limits } from '../../src/sandbox/telegram/limits.ts';
import type { NewPerson } from '../../src/sandbox/telegram/world.ts';
import { groupDriver, type Group } from './telegram-group.ts';
import { personDriver, type Person } from './telegram-person.ts';
import { printScreen } from './telegram-screen.ts';
import { secretSearch } from './telegram-secret-search.ts';

export type { Group } from './telegram-group.ts';
export type { Person } from './telegram-person.ts';

/** An emulated Telegram with drivers that act as people. */
export type FakeTelegram = {
  readonly apiRoot: string;
  readonly token: string;
  readonly botUsername: string;
  createPerson(person: NewPerson): Person;
  /** A supergroup with the bot as administrator, unless told. */
  createGroup(group: {
    readonly title: string;
    readonly isForum?: boolean;
    /** A basic group, which can be upgraded. */
    readonly isBasic?: boolean;
  }): Group;
  readonly faults: Faults;
  readonly limits: Limits;
  /** Every call, oldest first, with its time and answer. */
  readonly calls: readonly CallRecord[];
  callsOf(method: string): readonly CallRecord[];
  /** Calls that the Bot API would not allow, and the emulator's own slips: must be empty. */
  readonly violations: readonly Violation[];
  /** Everywhere a text can still be read. */
  secretSearch(text: string): readonly string[];
  /** Every chat as text. */
  screens(): string;
  /** All else: raw updates, the update ids, the token, the whole world. */
  readonly emulator: TelegramEmulator;
  stop(): Promise<void>;
};

/** Starts it on a free port of the loopback. */
export async function startTelegram(options: EmulatorOptions = {}): Promise<FakeTelegram> {
  const emulator = await startTelegramEmulator(options);
  const { world, calls } = emulator;
  const owner = world.addPerson({ name: 'Guruh egasi', id: 699_999_999 });
  return {
    apiRoot: emulator.apiRoot,
    token: emulator.token,
    botUsername: emulator.botUsername,
    createPerson: (person) => personDriver(emulator, world.addPerson(person).id, person.name),
    createGroup: (group) => {
      const chat = world.addGroup({ ...group, ownerId: owner.id });
      return groupDriver(emulator, chat.id, owner.id);
    },
    faults: emulator.faults,
    limits: emulator.limits,
    calls: calls.all,
    callsOf: calls.of,
    violations: calls.violations,
    secretSearch: (text) => secretSearch(emulator, text),
    screens: () => [...world.chats.values()].map((chat) => printScreen(world, chat)).join('\n'),
    emulator,
    stop: emulator.close,
  };
}
