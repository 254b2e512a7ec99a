import { afterEach, beforeEach, expect, test } from 'vitest';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';
import type { MetaCustomer } from '../support/meta.ts';

let office: InboxOffice;

beforeEach(async () => {
  office = await startInboxOffice();
});

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

/** What the topic shows of one thing that a customer does: the texts after its head, up to a last word. */
async function shownOf(customer: MetaCustomer, does: () => unknown): Promise<readonly string[]> {
  const { owner, group } = office;
  const { name } = customer.customer;
  await does();
  customer.writes('Oxirgi');
  const topic = await group.topic(`💬 ${name}`, 40_000);
  await owner.sees('Oxirgi', { in: group, topic, anytime: true, within: 40_000 });
  const said = group.messages(topic).filter(({ isFromBot }) => isFromBot);
  return said.slice(1, -1).map(({ text, file }) => file?.kind ?? text);
}

const long = (length: number) => 'Uzun matn. '.repeat(Math.ceil(length / 11)).slice(0, length);

const message = (more: object) => ({ message: { mid: 'm_hostile', ...more } });
const attachment = (type: unknown, payload?: unknown, more: object = {}) =>
  message({ text: 'Matn tirik', attachments: [{ type, payload, ...more }] });
const unknown = expect.stringMatching(/^❔ /) as string;

const hostile: readonly (readonly [string, object, readonly unknown[]])[] = [
  ['HTML in a text', message({ text: '<b>qalin</b> & <script>' }), ['<b>qalin</b> & <script>']],
  ['half a surrogate', message({ text: 'yarim \ud83d belgi' }), ['yarim  belgi']],
  ['right to left', message({ text: '\u202eolleH\u202c \u200b!' }), ['olleH !']],
  [
    'a text of 10,000 letters',
    message({ text: long(10_000) }),
    [expect.any(String), expect.any(String), expect.any(String)],
  ],
  ['nothing that can be seen', message({ text: '\u200b\u2060\ufeff' }), [unknown]],
  ['a text that is a number', message({ text: 12345 }), [unknown]],
  ['a message without an id', { message: { text: 'kimman' } }, [unknown]],
  ['null for a message', { message: null }, [unknown]],
  ['attachments that are no list', message({ text: 'a', attachments: { 0: {} } }), ['a']],
  [
    'null among attachments',
    message({ text: 'a', attachments: [null, 7, 'x'] }),
    ['a', unknown, unknown, unknown],
  ],
  ['a type of 10,000 letters', attachment('x'.repeat(10_000), {}), ['Matn tirik', unknown]],
  ['a type with HTML', attachment('<b>', {}), ['Matn tirik', unknown]],
  [
    'a type that is a number',
    attachment(7, { url: 'https://cdn.example/1' }),
    ['Matn tirik', unknown],
  ],
  [
    'a link that is a script',
    attachment('share', { url: 'javascript:alert(1)', title: 'T' }),
    ['Matn tirik', '🔗 Ulashdi:\nT'],
  ],
  [
    'a link of 10,000 letters',
    attachment('share', { url: `https://example.uz/${'x'.repeat(10_000)}` }),
    ['Matn tirik', '🔗 Ulashdi:'],
  ],
  [
    'a link to no name',
    attachment('share', { url: 'https://localhost/x', title: 'T' }),
    ['Matn tirik', '🔗 Ulashdi:\nT'],
  ],
  [
    'a title of 10,000 letters',
    attachment('share', { url: 'https://example.uz/', title: long(10_000) }),
    ['Matn tirik', expect.stringMatching(/^🔗 /)],
  ],
  [
    'a place outside the world',
    attachment('location', { coordinates: { lat: 999, long: -999 } }),
    ['Matn tirik', expect.stringMatching(/^📍|^❔/)],
  ],
  [
    'a place in words',
    attachment('location', { coordinates: { lat: '41.3', long: '69.2' } }),
    ['Matn tirik', expect.stringContaining('41.3')],
  ],
  [
    'a picture from a file',
    attachment('image', { url: 'file:///etc/passwd' }),
    ['Matn tirik', '🖼 Rasm'],
  ],
  [
    'a picture from here',
    attachment('image', { url: 'http://127.0.0.1:1/x' }),
    ['Matn tirik', '🖼 Rasm'],
  ],
  ['a picture without an address', attachment('image', {}), ['Matn tirik', unknown]],
  [
    'a story at a script',
    message({ text: 'Zoʻr', reply_to: { story: { url: 'javascript:1', id: 5 } } }),
    [expect.stringContaining('Zoʻr')],
  ],
  [
    'a story of 10,000 letters',
    message({ text: 'Zoʻr', reply_to: { story: { url: `https://a.uz/${'x'.repeat(10_000)}` } } }),
    [expect.stringContaining('Zoʻr')],
  ],
  ['an answer to nobody knows what', message({ text: 'Ha', reply_to: { mid: 'm_hech' } }), ['Ha']],
  ['null ids in an answer', message({ text: 'Ha', reply_to: { mid: null, story: null } }), ['Ha']],
  [
    'a reaction of 10,000 letters',
    { reaction: { mid: 'm_1', action: 'react', emoji: '<b>'.repeat(3000) } },
    [expect.stringContaining('reaksiya')],
  ],
  [
    'a reaction with half a sign',
    { reaction: { mid: 'm_1', action: 'react', emoji: '\ud83d' } },
    [expect.stringContaining('reaksiya')],
  ],
  ['a reaction to no id', { reaction: { mid: null, action: 'react' } }, [unknown]],
  [
    'a button of 10,000 letters',
    { postback: { title: long(10_000), payload: 'P' } },
    [expect.stringMatching(/^🔘 /)],
  ],
  [
    'a button of nothing',
    { postback: { title: null, payload: null } },
    [expect.stringMatching(/^🔘/)],
  ],
  [
    'a referral of 10,000 letters',
    { referral: { ref: long(10_000), source: '<ADS>' } },
    [expect.stringMatching(/^📣 /)],
  ],
  ['an empty referral', { referral: {} }, [expect.stringMatching(/^📣/)]],
  [
    'an edit to nothing',
    { message_edit: { mid: 'm_1', text: '', num_edit: '2' } },
    [expect.stringMatching(/^✏️/)],
  ],
  [
    'reads and deliveries of nonsense',
    { read: { watermark: 'kecha', mid: 5 }, delivery: { mids: [null] } },
    [],
  ],
  ['a time in a text', { timestamp: String(Date.now()), ...message({ text: 'Vaqt' }) }, ['Vaqt']],
  ['a name of 10,000 letters', { ['x'.repeat(10_000)]: 1 }, [unknown]],
  ['a name with HTML', { '<b>': 1 }, [unknown]],
];

test('whatever Meta tells is a line in the topic, and what follows is shown', async () => {
  const { meta, page } = office;
  const all = hostile.map(([what, item, shown], index) => {
    const customer = meta.createCustomer(page, `Bobur-${index}.`);
    // Ids are of one message only.
    const own = JSON.stringify(item).replaceAll('m_hostile', `m_hostile_${index}`);
    return { what, shown, customer, item: JSON.parse(own) as object };
  });
  const seen = await Promise.all(
    all.map(async ({ what, customer, item }) => [
      what,
      await shownOf(customer, () => {
        customer.does('messages', item);
      }),
    ]),
  );
  expect(seen).toEqual(all.map(({ what, shown }) => [what, shown]));
});

const times = ['kecha', null, true, -5, 0, 1e300, 99_999_999_999_999, {}];

test('a time that cannot be is the time of arrival, and nobody waits for it', async () => {
  const { meta, owner, group, page } = office;
  const bobur = meta.createCustomer(page, 'Bobur');
  for (const [index, timestamp] of times.entries()) {
    bobur.does('messages', { timestamp, message: { mid: `m_${index}`, text: `Vaqt ${index}` } });
  }
  const topic = await group.topic(/Bobur/);
  for (const index of times.keys()) {
    await owner.sees(`Vaqt ${index}`, { in: group, topic, anytime: true });
  }
});

const names: readonly (readonly [string, string, RegExp])[] = [
  ['10,000 letters', 'Juda uzun ism '.repeat(800), /^💬 Juda uzun ism .*…$/],
  ['HTML', '<b>Bobur</b> & Co', /^💬 <b>Bobur<\/b> & Co$/],
  ['signs that turn the text around', '\u202eruboB\u202c\u200b', /^💬 ruboB$/],
  ['nothing that can be seen', '\u200b\u2060 ', /^💬 Mijoz \d{4}$/],
  ['lines', 'Bobur\n\nAliyev\u2028!', /^💬 Bobur Aliyev !$/],
  ['sixty families', '👩‍👩‍👧‍👦'.repeat(60), /^💬 👩/u],
];

test('a customer of any name has a topic, and the answer arrives', async () => {
  const { meta, owner, group, page } = office;
  for (const [, name, title] of names) {
    const customer = meta.createCustomer(page, name);
    customer.writes('Salom');
    const topic = await group.topic(title);
    await owner.sees('Salom', { in: group, topic, anytime: true });
    await owner.says('Vaalaykum assalom', { in: group, topic });
    await customer.sees('Vaalaykum assalom');
  }
});

const item = (more: object) => ({ sender: { id: '77' }, recipient: { id: '1' }, ...more });

const bodies: readonly unknown[] = [
  null,
  [],
  'page',
  7,
  {},
  { object: 'page' },
  { object: 'user', entry: [] },
  { object: 'page', entry: null },
  { object: 'page', entry: [] },
  { object: 'page', entry: [null, 7, 'x', {}] },
  { object: 'page', entry: [{ id: null, messaging: null, changes: {}, standby: 'x' }] },
  { object: 'page', entry: [{ id: 1, messaging: [null, 7, 'x', [], {}] }] },
  { object: 'page', entry: [{ id: '1', messaging: [item({ sender: null, message: {} })] }] },
  { object: 'page', entry: [{ id: '1', messaging: [item({ sender: { id: null }, read: null })] }] },
  { object: 'page', entry: [{ id: '1', messaging: [item({ sender: { id: { $ne: 1 } } })] }] },
  { object: 'instagram', entry: [{ id: '1', changes: [null, { field: 'comments', value: {} }] }] },
  { object: 'instagram', entry: [{ id: '1', standby: [item({ message: { mid: 'm_s' } })] }] },
  { object: 'page', entry: [{ id: '1', messaging: [JSON.parse('{"__proto__":{"a":1}}')] }] },
  { object: 'page', entry: [{ id: 'x'.repeat(10_000), messaging: [item({})] }] },
];

test('bodies of any shape are taken, harm nobody, and hold up nothing', async () => {
  const { meta, owner, group, page } = office;
  const raw = ['', '{', '\ufeff{}', '[1,', '"', 'null', '\u0000', '['.repeat(50_000)];
  const deep = `{"object":"page","entry":[{"id":"1","messaging":[${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}]}]}`;
  for (const body of [...raw, deep, ...bodies.map((one) => JSON.stringify(one))]) {
    expect(await meta.webhooks.post(body)).toBe(200);
  }
  const bobur = meta.createCustomer(page, 'Bobur');
  bobur.writes('Men shu yerdaman');
  const topic = await group.topic(/Bobur/);
  await owner.sees('Men shu yerdaman', { in: group, topic, anytime: true });
  // Somebody whom Meta names only by an id has a topic as well.
  const stranger = await group.topic(/Mijoz/);
  expect(group.messages(stranger).length).toBeGreaterThan(1);
});
