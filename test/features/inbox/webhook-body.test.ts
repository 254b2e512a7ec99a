import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWebhookBody } from '../../../src/features/inbox/webhook-body.ts';

const now = 1_800_000_000_000;
const page = '1122334455';
const customer = '7788990011';

function read(body: unknown) {
  const result = readWebhookBody(
    Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    now,
  );
  return result.type === 'read' ? result.events : result.because;
}

function readItem(item: object, object = 'page') {
  const events = read({
    object,
    entry: [
      {
        id: page,
        time: now,
        messaging: [
          { sender: { id: customer }, recipient: { id: page }, timestamp: now - 5, ...item },
        ],
      },
    ],
  });
  if (typeof events === 'string') throw new Error(events);
  return events[0];
}

const happeningOf = (item: object, object?: string) => readItem(item, object)?.event.happening;

test('a text is a message of its sender at the time that Meta says', () => {
  expect(readItem({ message: { mid: 'm_1', text: 'Salom' } })?.event).toEqual({
    platform: 'messenger',
    accountId: page,
    customerId: customer,
    at: now - 5,
    happening: {
      type: 'message',
      mid: 'm_1',
      text: 'Salom',
      attachments: [],
      replyTo: undefined,
      referral: undefined,
      quickReply: undefined,
    },
  });
});

test('an echo belongs to the customer who got it, and keeps what we gave with the send', () => {
  const echo = readItem({
    sender: { id: page },
    recipient: { id: customer },
    message: { mid: 'm_2', is_echo: true, app_id: 42, metadata: 'outbox 7', text: 'Ha' },
  });
  expect(echo?.event).toMatchObject({
    customerId: customer,
    happening: { type: 'echo', mid: 'm_2', appId: '42', metadata: 'outbox 7', text: 'Ha' },
  });
});

test.each([
  ['image', { url: 'https://x/1' }, { type: 'image', url: 'https://x/1' }],
  ['audio', { url: 'https://x/2' }, { type: 'audio', url: 'https://x/2' }],
  [
    'image',
    { url: 'https://x/3', sticker_id: 369239263222822 },
    { type: 'sticker', url: 'https://x/3', stickerId: '369239263222822' },
  ],
  [
    'location',
    { coordinates: { lat: 41.3, long: 69.2 } },
    { type: 'location', latitude: 41.3, longitude: 69.2 },
  ],
  [
    'ig_reel',
    { url: 'https://x/4', title: 'T' },
    { type: 'share', url: 'https://x/4', title: 'T' },
  ],
  ['story_mention', { url: 'https://x/5' }, { type: 'storyMention', url: 'https://x/5' }],
  [
    'hologram',
    { url: 'https://x/6' },
    { type: 'unsupported', what: 'hologram', url: 'https://x/6' },
  ],
  ['image', {}, { type: 'unsupported', what: 'image', url: '' }],
])('an attachment of the kind %s with %j is read', (type, payload, expected) => {
  const happening = happeningOf({ message: { mid: 'm', attachments: [{ type, payload }] } });
  expect(happening).toMatchObject({ type: 'message', attachments: [expected] });
});

test.each([
  [
    'a reply to a story',
    { message: { mid: 'm', text: 'Zoʻr', reply_to: { story: { url: 'https://s', id: '1' } } } },
    { type: 'message', replyTo: { type: 'story', url: 'https://s' } },
  ],
  [
    'a reply to a message',
    { message: { mid: 'm', text: 'Ha', reply_to: { mid: 'm_0' } } },
    { type: 'message', replyTo: { type: 'message', mid: 'm_0' } },
  ],
  [
    'an unsent message',
    { message: { mid: 'm', is_deleted: true } },
    { type: 'unsent', mid: 'm', isEcho: false },
  ],
  [
    'a message that Meta does not tell',
    { message: { mid: 'm', is_unsupported: true } },
    { type: 'message', attachments: [{ type: 'unsupported', what: 'message', url: '' }] },
  ],
  [
    'an edit',
    { message_edit: { mid: 'm', text: 'Yangi', num_edit: 2 } },
    { type: 'edit', mid: 'm', text: 'Yangi', edits: 2 },
  ],
  [
    'a reaction',
    { reaction: { mid: 'm', action: 'react', reaction: 'love', emoji: '❤' } },
    { type: 'reaction', mid: 'm', emoji: '❤', isOurs: false },
  ],
  [
    'a reaction taken back',
    { reaction: { mid: 'm', action: 'unreact' } },
    { type: 'reaction', emoji: undefined },
  ],
  [
    'a button',
    { postback: { mid: 'm', title: 'Boshlash', payload: 'START' } },
    { type: 'postback', title: 'Boshlash', payload: 'START' },
  ],
  [
    'a link with a word',
    { referral: { ref: 'kuz', source: 'SHORTLINK', type: 'OPEN_THREAD' } },
    { type: 'referral', referral: { ref: 'kuz', source: 'SHORTLINK', adTitle: '' } },
  ],
  ['a read of Messenger', { read: { watermark: now } }, { type: 'read', upTo: now }],
  ['a read of Instagram', { read: { mid: 'm' } }, { type: 'read', mid: 'm' }],
  [
    'a delivery',
    { delivery: { mids: ['m'], watermark: now } },
    { type: 'delivery', mids: ['m'], upTo: now },
  ],
  ['something new', { hologram_call: { x: 1 } }, { type: 'unsupported', what: 'hologram_call' }],
])('%s is told as what it is', (_, item, expected) => {
  expect(happeningOf(item, 'instagram')).toMatchObject(expected);
});

test.each([
  ['standby', { standby: [{ sender: { id: '1' }, message: { mid: 'm' } }] }, 'standby message'],
  ['changes', { changes: [{ field: 'comments', value: {} }] }, 'changes comments'],
  ['changes', { changes: [null] }, 'changes'],
])('what stands in %s is kept as unsupported', (_, entry, what) => {
  const events = read({ object: 'page', entry: [{ id: page, ...entry }] });
  expect(events).toMatchObject([{ event: { happening: { type: 'unsupported', what } } }]);
});

test('an entry of another kind beside good ones is kept, and holds up none of them', () => {
  const good = { id: page, messaging: [{ sender: { id: '1' }, message: { mid: 'm', text: 'a' } }] };
  const events = read({
    object: 'page',
    entry: [good, null, { id: page, novelty: [1] }, 'x', good],
  });
  expect(
    typeof events === 'string' ? events : events.map(({ event }) => event.happening.type),
  ).toEqual(['message', 'unsupported', 'unsupported', 'unsupported', 'message']);
});

describe('what is told again has the same key', () => {
  const key = (item: object, object?: string) => readItem(item, object)?.key;
  const message = { message: { mid: 'm_1', text: 'a' } };

  test('a message, whatever else was said of it', () => {
    expect(key(message)).toBe(key({ ...message, timestamp: 5 }));
    expect(key(message)).not.toBe(key({ message: { mid: 'm_2', text: 'a' } }));
    expect(key(message)).not.toBe(key(message, 'instagram'));
  });

  test('a message and its end, its echo, its edits are different things', () => {
    const keys = [
      message,
      { message: { mid: 'm_1', is_deleted: true } },
      { message: { mid: 'm_1', is_echo: true, text: 'a' } },
      { message_edit: { mid: 'm_1', text: 'b', num_edit: 1 } },
      { message_edit: { mid: 'm_1', text: 'c', num_edit: 2 } },
      { reaction: { mid: 'm_1', action: 'react', emoji: '❤' } },
      { reaction: { mid: 'm_1', action: 'unreact' } },
      { read: { mid: 'm_1' } },
    ].map((item) => key(item));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('a mid that is no mid makes a key of harmless characters', () => {
    expect(key({ message: { mid: "x\0'; drop", text: 'a' } })).toMatch(/^[\w -]+$/);
  });
});

test.each([
  ['', 'not JSON'],
  ['{', 'not JSON'],
  ['[]', 'not a webhook'],
  ['"x"', 'not a webhook'],
  ['null', 'not a webhook'],
  ['{"object":"page","entry":null}', 'not a webhook'],
  ['{"object":"page","entry":[]}', 'not a webhook'],
  ['{"object":"whatsapp","entry":[{"id":"1"}]}', 'not a webhook'],
])('%j is unreadable: %s', (body, because) => {
  expect(read(body)).toBe(because);
});

test('a mark before the text, keys twice, half a character, a NUL and a __proto__ harm nothing', () => {
  const body =
    '\uFEFF{"object":"page","object":"instagram","__proto__":{"a":1},"entry":[{"id":"1","messaging":' +
    '[{"sender":{"id":"2"},"__proto__":{"message":1},"message":{"mid":"m","text":"\\ud83d\\u0000"}}]}]}';
  expect(read(body)).toMatchObject([
    { event: { platform: 'instagram', happening: { type: 'message', text: '\ud83d\0' } } },
  ]);
});

test('a time may be in seconds; one of the far future does not hold up what comes after it', () => {
  const at = (timestamp: unknown) =>
    readItem({ timestamp, message: { mid: 'm', text: 'a' } })?.event.at;
  expect(at(now + 10 ** 12)).toBe(now);
  expect(at('1527459824')).toBe(1_527_459_824_000);
  expect(at(undefined)).toBe(now);
  expect(at(-1)).toBe(now);
});

test('reading never throws, whatever JSON stands in an item', () => {
  const names = fc.constantFrom(
    ...['message', 'mid', 'text', 'attachments', 'payload', 'sender', 'id', 'reaction', 'read'],
    ...['message_edit', 'postback', 'delivery', 'mids', 'referral', 'reply_to', 'story', 'type'],
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, true, 0, -1, 1e300, '', 'x', '\0'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(names, tie('value'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(value, (item) => {
      const events = read({ object: 'page', entry: [{ id: page, messaging: [item] }] });
      expect(events).toHaveLength(1);
    }),
    { numRuns: 3000 },
  );
});
