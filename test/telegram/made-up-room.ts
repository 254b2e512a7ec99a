import { vi } from 'vitest';
import type { Clock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import type { Role } from '../../src/lib/role.ts';
import type { Locale } from '../../src/lib/locale.ts';
import { Secret } from '../../src/lib/secret.ts';
import { createBot, type Bot, type BotDeps } from '../../src/telegram/bot.ts';
import type { BotAuditEntry } from '../../src/telegram/audit-entry.ts';
import type { Member, TelegramDoor } from '../../src/telegram/door.ts';
import { createSecretVault, type SecretVault } from '../../src/telegram/secret-vault.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';
import { createMemoryStores, type MemoryStores } from '../support/telegram-stores.ts';

export type MadeUpRoom = {
  readonly telegram: FakeTelegram;
  readonly stores: MemoryStores;
  readonly audits: BotAuditEntry[];
  /** Log lines, parsed. */
  readonly logged: Record<string, unknown>[];
  readonly members: Map<number, Member>;
  readonly clock: { now: () => number; skip: (ms: number) => void };
  bot: Bot;
  vault: SecretVault;
  /** A person who is a member of that role, with a phone. */
  member(name: string, role?: Role, locale?: Locale): Person;
  /** Resolves when every update taken in so far is ended. */
  settled(): Promise<void>;
  /** Resolves when a whole sweep has begun and ended. */
  sweeps(): Promise<void>;
  /** Another process on the same stores; the old one is stopped, or only cut off. */
  restart(how?: 'stopped' | 'killed', changes?: Partial<BotDeps>): Promise<void>;
  stop(): Promise<void>;
};

/** The room with made-up features, on the emulated Telegram. */
export async function startRoom(
  doors: readonly TelegramDoor[],
  changes: Partial<BotDeps> = {},
): Promise<MadeUpRoom> {
  const telegram = await startTelegram();
  const stores = createMemoryStores();
  const audits: BotAuditEntry[] = [];
  const logged: Record<string, unknown>[] = [];
  const members = new Map<number, Member>();
  const cutOff: Bot[] = [];
  let skippedMs = 0;
  const clock = {
    now: () => Date.now() + skippedMs,
    skip: (ms: number) => {
      skippedMs += ms;
    },
  } satisfies Clock & { skip: unknown };

  const build = (vault: SecretVault, more: Partial<BotDeps>): Bot =>
    createBot({
      token: new Secret(telegram.token),
      apiRoot: telegram.apiRoot,
      stores,
      findMember: (telegramId) => Promise.resolve(members.get(telegramId)),
      audit: (entry) => {
        audits.push(entry);
        return Promise.resolve();
      },
      vault,
      clock,
      log: createLog({
        level: 'debug',
        destination: { write: (line) => logged.push(JSON.parse(line) as Record<string, unknown>) },
      }),
      doors,
      ftlFiles: [],
      random: Math.random,
      ...changes,
      ...more,
      limits: { sweepEveryMs: 50, stopMs: 1000, ...changes.limits, ...more.limits },
    });

  const vault = createSecretVault(clock);
  const room: MadeUpRoom = {
    telegram,
    stores,
    audits,
    logged,
    members,
    clock,
    vault,
    bot: build(vault, {}),
    member: (name, role = 'admin', locale = 'uz') => {
      const person = telegram.createPerson({ name, languageCode: locale });
      members.set(person.id, { telegramId: person.id, name, role, locale });
      return person;
    },
    settled: async () => {
      await vi.waitUntil(() => stores.updateRows().every(({ state }) => state !== 'new'), {
        timeout: 10_000,
        interval: 5,
      });
    },
    sweeps: async () => {
      const before = stores.sweeps();
      await vi.waitUntil(() => stores.sweeps() > before + 1, { timeout: 10_000, interval: 5 });
    },
    restart: async (how = 'stopped', more = {}) => {
      if (how === 'stopped') await room.bot.stop();
      else cutOff.push(room.bot);
      room.vault = createSecretVault(clock);
      room.bot = build(room.vault, more);
      await room.bot.start();
    },
    stop: async () => {
      for (const bot of cutOff) await bot.stop();
      await room.bot.stop();
      await telegram.stop();
    },
  };
  await room.bot.start();
  return room;
}
