import { Bot } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { callBotApi, message, refusalOf, resultOf } from '../../support/telegram-call.ts';
import {
  startTelegram,
  type FakeTelegram,
  type Group,
  type Person,
} from '../../support/telegram.ts';

let telegram: FakeTelegram;
let group: Group;
let aziza: Person;

beforeEach(async () => {
  telegram = await startTelegram();
  group = telegram.createGroup({ title: 'Navbat', isForum: true });
  aziza = telegram.createPerson({ name: 'Aziza' });
  group.adds(aziza);
  telegram.emulator.updates.clear();
});
afterEach(async () => {
  expect(telegram.violations).toEqual([]);
  await telegram.stop();
});

function refusal(method: string, parameters: object): Promise<string> {
  return refusalOf(telegram, method, { chat_id: group.chatId, ...parameters });
}

async function createTopic(name: string): Promise<number> {
  const parameters = { chat_id: group.chatId, name };
  const schema = z.object({ message_thread_id: z.number(), name: z.literal(name) }).loose();
  return (await resultOf(telegram, 'createForumTopic', parameters, schema)).message_thread_id;
}

test('a topic is created, written to, closed, reopened, renamed and deleted', async () => {
  const message_thread_id = await createTopic('Olim, Messenger');
  const topic = await group.topic('Olim, Messenger');
  expect(topic.threadId).toBe(message_thread_id);
  expect(await refusal('sendMessage', { message_thread_id, text: 'salom' })).toBe('ok');
  expect(group.messages(topic).map(({ text }) => text)).toEqual(['salom']);
  expect(await refusal('closeForumTopic', { message_thread_id })).toBe('ok');
  expect(await refusal('closeForumTopic', { message_thread_id })).toBe(
    'Bad Request: TOPIC_NOT_MODIFIED',
  );
  expect(await refusal('reopenForumTopic', { message_thread_id })).toBe('ok');
  expect(await refusal('editForumTopic', { message_thread_id, name: 'Olim' })).toBe('ok');
  expect(await refusal('deleteForumTopic', { message_thread_id })).toBe('ok');
  expect(group.topics()).toEqual([]);
  expect(await refusal('sendMessage', { message_thread_id, text: 'x' })).toBe(
    'Bad Request: message thread not found',
  );
  expect(await refusal('editForumTopic', { message_thread_id, name: 'y' })).toBe(
    'Bad Request: TOPIC_DELETED',
  );
  expect(await refusal('sendMessage', { message_thread_id: 99_999, text: 'x' })).toBe(
    'Bad Request: message thread not found',
  );
  expect(await refusal('sendChatAction', { message_thread_id, action: 'typing' })).toBe('ok');
});

test('a closed topic refuses a bot without the right to manage topics', async () => {
  const message_thread_id = await createTopic('Olim');
  group.closesTopic(await group.topic('Olim'));
  group.setsBot('administrator', ['can_manage_topics']);
  expect(await refusal('sendMessage', { message_thread_id, text: 'x' })).toBe(
    'Bad Request: TOPIC_CLOSED',
  );
  expect(await refusal('reopenForumTopic', { message_thread_id })).toBe(
    'Bad Request: not enough rights to edit the topic',
  );
  expect(await refusal('createForumTopic', { name: 'x' })).toBe(
    'Bad Request: not enough rights to create a topic',
  );
});

test('a bot that was removed is told so', async () => {
  group.setsBot('kicked');
  expect(await refusal('sendMessage', { text: 'x' })).toBe(
    'Forbidden: bot was kicked from the supergroup chat',
  );
  group.setsBot('left');
  expect(await refusal('sendMessage', { text: 'x' })).toBe(
    'Forbidden: bot is not a member of the supergroup chat',
  );
  group.setsBot('member');
  const mine = await aziza.says('salom', { in: group });
  expect(await refusal('deleteMessage', { message_id: mine.messageId })).toBe(
    "Bad Request: message can't be deleted",
  );
  expect(await refusal('pinChatMessage', { message_id: mine.messageId })).toBe(
    'Bad Request: not enough rights to manage pinned messages in the chat',
  );
});

test('an upgraded group answers with its new id', async () => {
  const basic = telegram.createGroup({ title: 'Kichik', isBasic: true });
  const upgraded = basic.upgrades();
  expect(await callBotApi(telegram, 'sendMessage', { chat_id: basic.chatId, text: 'x' })).toEqual({
    ok: false,
    error_code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: upgraded.chatId },
  });
});

test('in privacy mode a plain member bot hears commands, mentions and answers to it only', async () => {
  group.setsBot('member');
  telegram.emulator.updates.clear();
  const card = await resultOf(
    telegram,
    'sendMessage',
    { chat_id: group.chatId, text: 'x' },
    message,
  );
  const shown = group.messages().find(({ messageId }) => messageId === card.message_id);
  await aziza.says('oddiy gap', { in: group });
  await aziza.says('/boshqa@other_bot', { in: group });
  await aziza.says('/calls', { in: group });
  await aziza.says(`@${telegram.botUsername} salom`, { in: group });
  if (shown !== undefined) await aziza.says('javob', { in: group, replyTo: shown });
  expect(telegram.emulator.updates.pending()).toHaveLength(3);
});

test('members, administrators and anonymous administrators look as in Telegram', async () => {
  group.makesAdmin(aziza);
  const status = async (user_id: number): Promise<string> => {
    const parameters = { chat_id: group.chatId, user_id };
    const schema = z.looseObject({ status: z.string() });
    return (await resultOf(telegram, 'getChatMember', parameters, schema)).status;
  };
  const olim = telegram.createPerson({ name: 'Olim' });
  expect(await status(aziza.id)).toBe('administrator');
  expect(await status(olim.id)).toBe('left');
  expect(await refusal('getChatAdministrators', {})).toBe('ok');
  expect(await refusal('getChatMemberCount', {})).toBe('ok');
  telegram.emulator.updates.clear();
  await aziza.says('/calls', { in: group, anonymously: true });
  expect(telegram.emulator.updates.pending()).toMatchObject([
    { message: { from: { id: 1087968824 }, sender_chat: { id: group.chatId } } },
  ]);
});

test('pinning, reactions and leaving', async () => {
  const { message_id } = await resultOf(
    telegram,
    'sendMessage',
    { chat_id: group.chatId, text: 'kartochka' },
    message,
  );
  expect(await refusal('pinChatMessage', { message_id })).toBe('ok');
  const chat = await resultOf(telegram, 'getChat', { chat_id: group.chatId }, z.looseObject({}));
  expect(chat).toMatchObject({ pinned_message: { message_id }, is_forum: true });
  expect(await refusal('unpinChatMessage', { message_id })).toBe('ok');
  expect(await refusal('unpinChatMessage', {})).toBe('Bad Request: message to unpin not found');
  const reaction = [{ type: 'emoji', emoji: '👀' }];
  expect(await refusal('setMessageReaction', { message_id, reaction })).toBe('ok');
  expect(group.messages().at(-1)?.reactions).toEqual(['👀']);
  const wrong = [{ type: 'emoji', emoji: '📞' }];
  expect(await refusal('setMessageReaction', { message_id, reaction: wrong })).toBe(
    'Bad Request: REACTION_INVALID',
  );
  expect(await refusal('leaveChat', {})).toBe('ok');
  expect(await refusal('sendMessage', { text: 'x' })).toContain('bot is not a member');
});

test('a grammY bot answers in the topic it was asked in', async () => {
  const bot = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } });
  bot.command('calls', (ctx) => ctx.reply('qoʻngʻiroqlar'));
  const polling = bot.start();
  const topic = group.createTopic('Missed');
  await aziza.says('/calls', { in: group, topic });
  const answer = await aziza.sees('qoʻngʻiroqlar', { in: group, topic });
  expect(answer.threadId).toBe(topic.threadId);
  await bot.stop();
  await polling;
});

test('command menus go by scope and language', async () => {
  const set = (scope: object, name: string, language_code = ''): Promise<string> =>
    refusalOf(telegram, 'setMyCommands', {
      scope,
      language_code,
      commands: [{ command: name, description: name }],
    });
  const olim = telegram.createPerson({ name: 'Olim', languageCode: 'ru' });
  const names = (person: Person, where?: { in: Group }): readonly string[] =>
    person.menu(where).map(({ command }) => command);
  await olim.says('/start');
  await set({ type: 'default' }, 'start');
  await set({ type: 'default' }, 'nachalo', 'ru');
  await set({ type: 'all_group_chats' }, 'board');
  expect([names(aziza), names(olim), names(olim, { in: group })]).toEqual([
    ['start'],
    ['nachalo'],
    ['board'],
  ]);
  await set({ type: 'chat', chat_id: olim.id }, 'doctor');
  expect(names(olim)).toEqual(['doctor']);
  expect(await set({ type: 'chat', chat_id: 12 }, 'x')).toBe('Bad Request: chat not found');
  expect(await set({ type: 'default' }, 'Katta')).toBe('Bad Request: BOT_COMMAND_INVALID');
  expect(await refusalOf(telegram, 'deleteMyCommands', { scope: { type: 'default' } })).toBe('ok');
});
