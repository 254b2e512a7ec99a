import fc from 'fast-check';
import type { Update } from 'grammy/types';
import { expect, test } from 'vitest';
import { chatKeyOf, commandOf, readEntrance } from '../../src/telegram/entrance.ts';

test('a command is read with its addressee and argument, other bots’ commands are not ours', () => {
  expect(commandOf('/start inv_1', 'our_bot')).toEqual({ command: 'start', argument: 'inv_1' });
  expect(commandOf('/Start@OUR_bot\n two\nlines ', 'our_bot')).toEqual({
    command: 'start',
    argument: 'two\nlines',
  });
  for (const text of ['/start@other_bot', 'start', ' /start', '/', '/ start', '/a-b', '//note']) {
    expect(commandOf(text, 'our_bot')).toBeUndefined();
  }
});

test('whatever a message holds besides, only a person’s own fresh text can be a command', () => {
  const extras = fc.record(
    {
      sender_chat: fc.constant({ id: -1, type: 'supergroup', title: 'G' }),
      forward_origin: fc.constant({ type: 'user', date: 1 }),
      via_bot: fc.constant({ id: 5, is_bot: true, first_name: 'B' }),
      reply_to_message: fc.constant({ message_id: 1 }),
      is_topic_message: fc.constant(true),
      message_thread_id: fc.integer({ min: 1 }),
    },
    { requiredKeys: [] },
  );
  const from = fc.constantFrom(
    { id: 42, is_bot: false, first_name: 'Ғ' },
    { id: 42, is_bot: true, first_name: 'Ғ' },
    { id: 1087968824, is_bot: true, first_name: 'Group' },
    { id: 1087968824, is_bot: false, first_name: 'Group' },
  );
  const kind = fc.constantFrom('message', 'edited_message', 'channel_post', 'edited_channel_post');
  const type = fc.constantFrom('private', 'group', 'supergroup', 'channel');
  fc.assert(
    fc.property(extras, from, kind, type, (extra, sender, field, chatType) => {
      const chat = { id: 42, type: chatType };
      const message = { message_id: 7, date: 1, chat, from: sender, text: '/rotate', ...extra };
      const update = JSON.parse(JSON.stringify({ update_id: 1, [field]: message })) as Update;
      const entrance = readEntrance(update, 'our_bot');
      const isPlain =
        field === 'message' &&
        chatType !== 'channel' &&
        sender.id === 42 &&
        !sender.is_bot &&
        !('sender_chat' in extra || 'forward_origin' in extra || 'via_bot' in extra);
      expect(entrance.type === 'command').toBe(isPlain);
      expect(chatKeyOf(update)).toBe('42');
    }),
  );
});
