/*
 * A bot on the real database, made to be killed: `node dying-bot.ts <apiRoot> <token> <database> <effects>`.
 * Each /do leaves one line in the effects file before it is answered; /secret shows a secret for a
 * little while.
 */
import { appendFileSync } from 'node:fs';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { Secret } from '../../src/lib/secret.ts';
import { createButtonStore } from '../../src/storage/buttons.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { createFlowStore, createSecretPromptStore } from '../../src/storage/flows.ts';
import { createUpdateStore } from '../../src/storage/updates.ts';
import { createBot } from '../../src/telegram/bot.ts';
import { createVanishingMessageStore } from '../../src/storage/vanishing-messages.ts';
import { createSecretVault } from '../../src/telegram/secret-vault.ts';
import { createVanishing, type VanishingDeps } from '../../src/telegram/vanishing.ts';

const [apiRoot = '', token = '', databaseFile = '', effectsFile = ''] = process.argv.slice(2);
const database = await openDatabase(databaseFile);
const log = createLog({ level: 'warn' });
const chat: VanishingDeps['chat'] = {
  sendMessage: (...message) => bot.chat.sendMessage(...message),
  sendPhoto: (...photo) => bot.chat.sendPhoto(...photo),
  sendDocument: (...file) => bot.chat.sendDocument(...file),
  deleteMessage: (...message) => bot.chat.deleteMessage(...message),
};
const store = createVanishingMessageStore(database);
const vanishing = createVanishing({ chat, store, clock: systemClock, log });
const bot = createBot({
  token: new Secret(token),
  apiRoot,
  stores: {
    updates: createUpdateStore(database),
    buttons: createButtonStore(database),
    flows: createFlowStore(database),
    secretPrompts: createSecretPromptStore(database),
  },
  findMember: (telegramId) =>
    Promise.resolve({ telegramId, name: 'X', role: 'operator', locale: 'uz' }),
  audit: () => Promise.resolve(),
  vault: createSecretVault(systemClock),
  clock: systemClock,
  log,
  doors: [
    {
      commands: [
        {
          command: 'do',
          minimumRole: 'operator',
          where: 'private',
          descriptionKey: 'telegram-hint-press',
          handle: async (visit) => {
            appendFileSync(effectsFile, `${process.pid} ${visit.chatId} ${visit.argument}\n`);
            await visit.show({ text: `${visit.argument} boʻldi` });
          },
        },
        {
          command: 'secret',
          minimumRole: 'operator',
          where: 'private',
          descriptionKey: 'telegram-hint-press',
          handle: async ({ chatId, argument }) => {
            await vanishing.sendVanishing(chatId, { text: argument, protect: true }, 200);
          },
        },
      ],
    },
  ],
  ftlFiles: [],
  random: Math.random,
});
await vanishing.start();
await bot.start();
