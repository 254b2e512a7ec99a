import { Bot, InlineKeyboard, InputFile, Keyboard } from 'grammy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTelegram, type FakeTelegram, type Person } from '../../support/telegram.ts';

describe('a grammY bot on the emulated Telegram', () => {
  let telegram: FakeTelegram;
  let bot: Bot;
  let aziza: Person;
  let polling: Promise<void> | undefined;

  beforeEach(async () => {
    telegram = await startTelegram();
    bot = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } });
    aziza = telegram.createPerson({ name: 'Aziza', languageCode: 'uz' });
  });
  afterEach(async () => {
    await bot.stop();
    await polling;
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
  });

  async function run(): Promise<void> {
    await new Promise<void>((resolve) => {
      polling = bot.start({
        allowed_updates: [
          'message',
          'edited_message',
          'callback_query',
          'message_reaction',
          'my_chat_member',
        ],
        onStart: () => {
          resolve();
        },
      });
    });
  }

  test('a person writes a command, presses a button and sees the message change', async () => {
    bot.command('start', (ctx) =>
      ctx.reply('<b>Salom</b>, nima qilamiz?', {
        parse_mode: 'HTML',
        reply_markup: new InlineKeyboard().text('Yaratish', 'create').text('Yoʻq', 'no'),
      }),
    );
    bot.callbackQuery('create', async (ctx) => {
      await ctx.answerCallbackQuery({ text: 'Yaratildi' });
      await ctx.editMessageText('Raqam: <code>1001</code>', { parse_mode: 'HTML' });
    });
    await run();
    await aziza.says('/start');
    const question = await aziza.sees(/nima qilamiz/);
    expect(question.html).toBe('<b>Salom</b>, nima qilamiz?');
    expect(question.buttons.map(({ label }) => label)).toEqual(['Yaratish', 'Yoʻq']);
    expect(await aziza.taps('Yaratish')).toMatchObject({ toast: 'Yaratildi', isAlert: false });
    const card = await aziza.sees('1001');
    expect(card.messageId).toBe(question.messageId);
    expect(card.html).toBe('Raqam: <code>1001</code>');
    expect(card.buttons).toEqual([]);
    expect(card.isEdited).toBe(true);
  });

  test('a deep link arrives as its start parameter', async () => {
    bot.command('start', (ctx) => ctx.reply(`parametr: ${ctx.match}`));
    await run();
    await aziza.opensLink(`https://t.me/${telegram.botUsername}?start=claim_42`);
    await aziza.sees('parametr: claim_42');
  });

  test('reactions, edits and blocking reach the bot', async () => {
    const heard: string[] = [];
    bot.on('edited_message:text', (ctx) => ctx.reply(`tahrir: ${ctx.editedMessage.text}`));
    bot.on('message_reaction', (ctx) =>
      ctx.reply(`reaksiya: ${ctx.reactions().emojiAdded.join('')}`),
    );
    bot.on('my_chat_member', (ctx) => {
      heard.push(ctx.myChatMember.new_chat_member.status);
    });
    bot.command('start', (ctx) => ctx.reply('salom'));
    await run();
    const mine = await aziza.says('/start');
    const hello = await aziza.sees('salom');
    await aziza.edits(mine, 'boshqacha');
    await aziza.sees('tahrir: boshqacha');
    await aziza.reacts(hello, '👍');
    await aziza.sees('reaksiya: 👍');
    await aziza.blocks();
    await expect(bot.api.sendMessage(aziza.id, 'bormisiz?')).rejects.toThrow(
      'Forbidden: bot was blocked by the user',
    );
    await aziza.says('/start');
    await aziza.sees('salom');
    expect(heard).toEqual(['kicked', 'member']);
  });

  test('a document goes up, is seen, and what a person sends comes down whole', async () => {
    bot.command('csv', (ctx) =>
      ctx.replyWithDocument(
        new InputFile(Buffer.from('number,name\r\n1001,Aziza\r\n'), 'roʻyxat.csv'),
        {
          caption: 'Ichki raqamlar',
        },
      ),
    );
    bot.on('message:document', async (ctx) => {
      const file = await ctx.getFile();
      const path = file.file_path ?? '';
      const response = await fetch(`${telegram.apiRoot}/file/bot${telegram.token}/${path}`);
      await ctx.reply(`oldim: ${await response.text()}`);
    });
    await run();
    await aziza.says('/csv');
    const list = await aziza.sees('Ichki raqamlar');
    expect(list.file?.name).toBe('roʻyxat.csv');
    expect(list.file?.bytes.toString()).toBe('number,name\r\n1001,Aziza\r\n');
    await aziza.sendsDocument('in.csv', '--boundary\r\n1002,Olim');
    await aziza.sees('oldim: --boundary');
  });

  test('a reply keyboard shares a contact or writes its label', async () => {
    bot.command('start', (ctx) =>
      ctx.reply('raqamingiz?', {
        reply_markup: new Keyboard().requestContact('Raqamni yuborish').text('Keyinroq').resized(),
      }),
    );
    bot.on('message:contact', (ctx) => ctx.reply(`rahmat ${ctx.message.contact.phone_number}`));
    bot.hears('Keyinroq', (ctx) => ctx.reply('mayli', { reply_markup: { remove_keyboard: true } }));
    await run();
    await aziza.says('/start');
    await aziza.taps('Raqamni yuborish');
    await aziza.sees('rahmat 998901234567');
    await aziza.taps('Keyinroq');
    await aziza.sees('mayli');
  });

  test('two bots with one token end each other with 409', async () => {
    bot.command('start', (ctx) => ctx.reply('birinchi'));
    await run();
    const second = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } });
    const started = second.start();
    await expect(polling).rejects.toThrow('terminated by other getUpdates request');
    polling = undefined;
    await second.stop();
    await started;
  });

  test('an update that was taken and not confirmed is given again after a restart', async () => {
    await aziza.says('/start');
    const [taken] = await bot.api.getUpdates({ timeout: 0 });
    expect(taken?.message?.text).toBe('/start');
    bot.command('start', (ctx) => ctx.reply('keldi'));
    await run();
    await aziza.sees('keldi');
  });

  test('a failing test shows the screen', async () => {
    bot.command('start', (ctx) =>
      ctx.reply('Tanlang', {
        reply_markup: new InlineKeyboard()
          .text('Oʻchirish', 'x')
          .danger()
          .copyText('Nusxa', 'maxfiy'),
      }),
    );
    await run();
    await aziza.says('/start');
    await aziza.sees('Tanlang');
    const failure = await aziza.sees('boshqa', { within: 20 }).catch(String);
    expect(failure).toContain('Aziza did not see boshqa within 20 ms');
    expect(failure).toContain('[Oʻchirish | danger] [Nusxa | copies maxfiy]');
    expect(await aziza.taps('Nusxa')).toMatchObject({ copied: 'maxfiy' });
    expect(await aziza.taps('Oʻchirish', { within: 20 }).catch(String)).toContain(
      'the bot did not answer',
    );
    expect(telegram.secretSearch('maxfiy')).toEqual([`message 102 in chat ${aziza.id}`]);
  });
});
