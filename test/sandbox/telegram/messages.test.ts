import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { callBotApi, message, refusalOf, resultOf } from '../../support/telegram-call.ts';
import { startTelegram, type FakeTelegram, type Person } from '../../support/telegram.ts';

let telegram: FakeTelegram;
let aziza: Person;
let now = 1_780_000_000_000;

beforeEach(async () => {
  telegram = await startTelegram({ clock: { now: () => now } });
  aziza = telegram.createPerson({ name: 'Aziza' });
  await aziza.says('/start');
});
afterEach(async () => {
  expect(telegram.violations).toEqual([]);
  await telegram.stop();
});

async function send(parameters: object = {}): Promise<number> {
  const body = { chat_id: aziza.id, text: 'salom', ...parameters };
  return (await resultOf(telegram, 'sendMessage', body, message)).message_id;
}

function refusal(parameters: object, method = 'sendMessage'): Promise<string> {
  return refusalOf(telegram, method, { chat_id: aziza.id, text: 'salom', ...parameters });
}

describe('sending', () => {
  test.each([
    [{ text: '' }, 'message text is empty'],
    [{ text: ' \n ' }, 'text must be non-empty'],
    [{ text: '<b> </b>', parse_mode: 'HTML' }, 'text must be non-empty'],
    [{ text: 'a'.repeat(4097) }, 'message is too long'],
    [
      { text: '<x>', parse_mode: 'HTML' },
      `can't parse entities: Unsupported start tag "x" at byte offset 0`,
    ],
    [{ text: 'a', parse_mode: 'BBCode' }, 'unsupported parse_mode'],
    [{ chat_id: 5 }, 'chat not found'],
    [{ chat_id: '@aziza' }, 'chat not found'],
    [{ reply_parameters: { message_id: 99_999 } }, 'message to be replied not found'],
    [{ message_thread_id: 7 }, 'message thread not found'],
  ])('%j is refused', async (parameters, reason) => {
    expect(await refusal(parameters)).toBe(`Bad Request: ${reason}`);
  });

  test('4096 characters count after entities parsing', async () => {
    const text = `<b>${'&lt;'.repeat(4096)}</b>`;
    expect(await refusal({ text, parse_mode: 'HTML' })).toBe('ok');
    expect(aziza.last().text).toHaveLength(4096);
  });

  test('to somebody who never wrote, blocked the bot, or is gone', async () => {
    const olim = telegram.createPerson({ name: 'Olim' });
    expect(await refusal({ chat_id: olim.id })).toBe('Bad Request: chat not found');
    telegram.createGroup({ title: 'Navbat' }).adds(olim);
    expect(await refusal({ chat_id: olim.id })).toBe(
      "Forbidden: bot can't initiate conversation with a user",
    );
    await aziza.blocks();
    expect(await refusal({})).toBe('Forbidden: bot was blocked by the user');
    await aziza.unblocks();
    expect(await refusal({})).toBe('ok');
  });

  test('texts are trimmed and marked where Telegram marks them', async () => {
    await send({ text: '  /start @aziza https://t.me/x +998 90 123-45-67 \n' });
    const { stored } = aziza.last();
    expect(stored.content).toMatchObject({
      text: '/start @aziza https://t.me/x +998 90 123-45-67',
      entities: [
        { type: 'bot_command', offset: 0, length: 6 },
        { type: 'mention' },
        { type: 'url' },
        { type: 'phone_number' },
      ],
    });
  });
});

describe('keyboards', () => {
  const keyboard = (button: object): object => ({
    reply_markup: { inline_keyboard: [[button]] },
  });
  test.each([
    [{ text: 'a', callback_data: 'x'.repeat(65) }, 'BUTTON_DATA_INVALID'],
    [{ text: 'a', callback_data: 'ʻ'.repeat(33) }, 'BUTTON_DATA_INVALID'],
    [{ text: 'a', callback_data: '' }, 'BUTTON_DATA_INVALID'],
    [{ text: 'a', copy_text: { text: 'x'.repeat(257) } }, 'BUTTON_COPY_TEXT_INVALID'],
    [
      { text: 'a' },
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      { text: 'a', url: 'nowhere' },
      "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
    ],
  ])('%j is refused', async (button, reason) => {
    expect(await refusal(keyboard(button))).toBe(`Bad Request: ${reason}`);
  });

  test('styles, copied texts, links and 64 bytes of data are fine', async () => {
    await send(keyboard({ text: 'a', callback_data: 'x'.repeat(64), style: 'danger' }));
    await send(keyboard({ text: 'b', copy_text: { text: 'sir' } }));
    await send(keyboard({ text: 'c', url: 'https://t.me/x' }));
    expect(aziza.messages().flatMap(({ buttons }) => buttons)).toMatchObject([
      { label: 'a', style: 'danger' },
      { label: 'b', copies: 'sir' },
      { label: 'c', url: 'https://t.me/x' },
    ]);
  });
});

describe('editing', () => {
  const notModified =
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

  test('changes text and keyboard; nothing new is refused', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'a', callback_data: 'x' }]] };
    const message_id = await send({ text: '<b>bir</b>', parse_mode: 'HTML', reply_markup });
    const same = { message_id, text: ' <b>bir</b>', parse_mode: 'HTML', reply_markup };
    expect(await refusal(same, 'editMessageText')).toBe(`Bad Request: ${notModified}`);
    expect(await refusal({ message_id, text: 'bir', reply_markup }, 'editMessageText')).toBe('ok');
    expect(aziza.last().buttons).toHaveLength(1);
    expect(await refusal({ message_id, text: 'bir' }, 'editMessageText')).toBe('ok');
    expect(aziza.last().buttons).toHaveLength(0);
    expect(
      await refusalOf(telegram, 'editMessageReplyMarkup', {
        chat_id: aziza.id,
        message_id,
        reply_markup,
      }),
    ).toBe('ok');
    expect(aziza.last()).toMatchObject({ text: 'bir', isEdited: true });
  });

  test('what cannot be edited', async () => {
    const mine = await aziza.says('meniki');
    const withKeyboard = await send({ reply_markup: { keyboard: [[{ text: 'a' }]] } });
    const gone = await send();
    await callBotApi(telegram, 'deleteMessage', { chat_id: aziza.id, message_id: gone });
    const edit = (message_id: number): Promise<string> =>
      refusal({ message_id, text: 'x' }, 'editMessageText');
    expect(await edit(mine.messageId)).toBe("Bad Request: message can't be edited");
    expect(await edit(withKeyboard)).toBe("Bad Request: message can't be edited");
    expect(await edit(gone)).toBe('Bad Request: message to edit not found');
    expect(await edit(99_999)).toBe('Bad Request: message to edit not found');
    const caption = { chat_id: aziza.id, message_id: await send(), caption: 'x' };
    expect(await refusalOf(telegram, 'editMessageCaption', caption)).toBe(
      'Bad Request: there is no caption in the message to edit',
    );
  });
});

describe('deleting', () => {
  const remove = (message_id: number): Promise<string> =>
    refusalOf(telegram, 'deleteMessage', { chat_id: aziza.id, message_id });

  test("a bot deletes its own and, in private, the person's messages", async () => {
    const mine = await aziza.says('parol: sir');
    expect(telegram.secretSearch('sir')).not.toEqual([]);
    await callBotApi(telegram, 'getUpdates', { offset: -1 });
    await callBotApi(telegram, 'getUpdates', { offset: 900_000_000 });
    expect(await remove(mine.messageId)).toBe('ok');
    expect(mine.isDeleted).toBe(true);
    expect(telegram.secretSearch('sir')).toEqual([]);
    expect(await remove(mine.messageId)).toBe('Bad Request: message to delete not found');
  });

  test('after 48 hours no more', async () => {
    const old = await send();
    now += 48 * 60 * 60 * 1000 + 1;
    expect(await remove(old)).toBe("Bad Request: message can't be deleted for everyone");
  });

  test('deleteMessages skips what is not there', async () => {
    const ids = [await send(), 99_999, await send()];
    const many = { chat_id: aziza.id, message_ids: ids };
    expect(await refusalOf(telegram, 'deleteMessages', many)).toBe('ok');
    expect(aziza.messages()).toEqual([]);
  });
});

describe('presses', () => {
  test('a press is answered once and not after its time', async () => {
    await send({ reply_markup: { inline_keyboard: [[{ text: 'Ha', callback_data: 'ha' }]] } });
    const press = aziza.taps('Ha');
    const id = await newestQueryId();
    const answer = { callback_query_id: id, text: 'Boʻldi', show_alert: true };
    const tooOld =
      'Bad Request: query is too old and response timeout expired or query ID is invalid';
    expect(await refusalOf(telegram, 'answerCallbackQuery', answer)).toBe('ok');
    expect(await press).toMatchObject({ toast: 'Boʻldi', isAlert: true });
    expect(await refusalOf(telegram, 'answerCallbackQuery', answer)).toBe(tooOld);
    const late = aziza.taps('Ha', { within: 50 }).catch(() => 'no answer');
    const lateAnswer = { callback_query_id: await newestQueryId() };
    now += 61_000;
    expect(await refusalOf(telegram, 'answerCallbackQuery', lateAnswer)).toBe(tooOld);
    expect(await late).toBe('no answer');
  });

  async function newestQueryId(): Promise<string> {
    const query = z.looseObject({ callback_query: z.looseObject({ id: z.string() }) });
    const newest = (): unknown => telegram.emulator.updates.pending().at(-1);
    await expect.poll(newest).toHaveProperty('callback_query');
    const { id } = query.parse(newest()).callback_query;
    telegram.emulator.updates.clear();
    return id;
  }
});

describe('forwarding and protection', () => {
  test('copies, forwards and refuses what is protected', async () => {
    const open = await send({ text: 'ochiq' });
    const secret = await send({ text: 'sir', protect_content: true });
    const to = { chat_id: aziza.id, from_chat_id: aziza.id };
    const forwarded = await resultOf(
      telegram,
      'forwardMessage',
      { ...to, message_id: open },
      message,
    );
    expect(forwarded).toMatchObject({ text: 'ochiq', forward_origin: { type: 'user' } });
    expect(await refusalOf(telegram, 'copyMessage', { ...to, message_id: open })).toBe('ok');
    expect(await refusalOf(telegram, 'forwardMessage', { ...to, message_id: secret })).toBe(
      "Bad Request: the message can't be forwarded",
    );
    const shown = aziza.messages().find(({ isProtected }) => isProtected);
    await expect(async () => {
      if (shown !== undefined) await aziza.forwards(shown);
    }).rejects.toThrow('protected');
  });
});
