import { customAlphabet, nanoid } from 'nanoid';
import { createAsteriskLog } from './asterisk/log-file.ts';
import { answersSip } from './asterisk/sip-probe.ts';
import { createAdoption } from './features/adoption/index.ts';
import { createExtensionCsv } from './features/extension-csv/index.ts';
import { createExtensionEdit } from './features/extension-edit/index.ts';
import { createExtensions } from './features/extensions/index.ts';
import { createPhoneCard, createPhoneCardStore } from './features/phone-card/index.ts';
import { Secret } from './lib/secret.ts';
import { generatedPasswordLength, passwordAlphabet } from './pbx/password.ts';
import { readDialplan } from './pbx/read-dialplan.ts';
import type { Shared } from './wire-deps.ts';

/** The phones of the staff: their list, their cards, and every way to change them. */
export function wirePhones(shared: Shared) {
  const { config, core, isPbxEmulated, shelf, people, vanishing, chat, wordsOf, clock, log } =
    shared;
  const { openSecret, openDocument } = shared;
  const { database, change, ari, cli, folder } = core;
  const server = config.phone.server ?? new URL(config.ari.url).hostname;
  const phoneCard = createPhoneCard({
    phone: { server, domain: config.phone.domain ?? server, port: config.phone.port },
    publicUrl: config.publicUrl,
    folder,
    isPbxEmulated,
    ari,
    cli,
    asteriskLog: createAsteriskLog(cli),
    answersSip,
    store: createPhoneCardStore(database),
    chat,
    vanishing,
    words: wordsOf,
    newToken: () => nanoid(32),
    clock,
    log,
  });
  const newPassword = customAlphabet(passwordAlphabet, generatedPasswordLength);
  const makePassword = () => new Secret(newPassword());
  const policy = { ...config.extensions, transport: config.extensions.transport ?? '' };
  const extensions = createExtensions({
    change,
    shelf,
    ari,
    folder,
    policy,
    readDialplan: () => readDialplan(cli, policy.dialplanContext),
    people,
    log,
    sendPhoneCard: phoneCard.send,
    newPassword: makePassword,
    openSecret,
  });
  const extensionCsv = createExtensionCsv({
    change,
    shelf,
    ari,
    folder,
    policy,
    readDialplan: () => readDialplan(cli, policy.dialplanContext),
    people,
    clock,
    timeZone: config.timeZone,
    newPassword: makePassword,
    openDocument,
    openSecret,
    sendDocument: chat.sendDocument,
    sendVanishing: vanishing.sendVanishing,
  });
  const extensionEdit = createExtensionEdit({ change, shelf, ari, folder, policy, people });
  const adoption = createAdoption({ change, shelf, ari, folder, policy });
  return {
    phoneCard,
    doors: [
      extensions.telegram,
      extensionEdit.telegram,
      adoption.telegram,
      extensionCsv.telegram,
      phoneCard.telegram,
    ],
  };
}
