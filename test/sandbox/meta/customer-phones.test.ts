import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createCustomerPhones,
  type CustomerPhones,
  type ShownCustomer,
} from '../../../src/sandbox/meta/customer-phones.ts';
import { startMetaEmulator, type MetaEmulator } from '../../../src/sandbox/meta/emulator.ts';

let meta: MetaEmulator;
let phones: CustomerPhones;
let token: string;
let id: string;

beforeEach(async () => {
  meta = await startMetaEmulator({ tokenNoise: 'bir' });
  const made = meta.createPage({ name: 'Sahifa' });
  token = made.token;
  phones = createCustomerPhones(meta, [{ account: made.page, name: 'Bobur' }]);
  id = phones.show().customers[0]?.id ?? '';
});
afterEach(() => meta.close());

function bobur(): ShownCustomer {
  const [customer] = phones.show().customers;
  if (!customer) throw new Error('nobody there');
  return customer;
}

async function answer(text: string): Promise<number> {
  const { status } = await fetch(`${meta.graphRoot}/v25.0/me/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ recipient: { id }, messaging_type: 'RESPONSE', message: { text } }),
  });
  return status;
}

test('what the company writes is unread until the customer looks, writes or reacts', async () => {
  phones.write(id, 'Salom');
  expect(phones.show().done).toEqual([]);
  await answer('Ha');
  expect(phones.show().done).toEqual(['answered']);
  expect(bobur()).toMatchObject({ unread: 1, messages: [{}, { text: 'Ha', state: 'delivered' }] });
  phones.read(id);
  expect(bobur()).toMatchObject({ unread: 0, messages: [{}, { state: 'read' }] });
  await answer('Yana');
  phones.write(id, 'Rahmat');
  expect(bobur().unread).toBe(0);
  await answer('Marhamat');
  const mid = bobur().messages.at(-1)?.mid ?? '';
  phones.react(id, mid, '❤');
  expect(bobur()).toMatchObject({ unread: 0 });
  expect(bobur().messages.at(-1)?.ownReaction).toBe('❤');
  phones.react(id, mid, '❤');
  expect(bobur().messages.at(-1)?.ownReaction).toBeUndefined();
});

test('a file goes with the message that is taken back', () => {
  phones.send(id, { kind: 'image', contentType: 'image/png', bytes: Buffer.from('rasm') });
  const { mid, file } = bobur().messages[0] ?? {};
  expect(phones.findFile(file?.id ?? '')?.bytes.toString()).toBe('rasm');
  phones.unsend(id, mid ?? '');
  expect(bobur().messages).toEqual([]);
  expect(phones.findFile(file?.id ?? '')).toBeUndefined();
});

test('a blocked company can neither write nor be written to', async () => {
  phones.write(id, 'Salom');
  phones.block(id, true);
  expect(await answer('Ha')).toBe(400);
  expect(() => {
    phones.write(id, 'x');
  }).toThrow('blocked');
  phones.block(id, false);
  expect(await answer('Ha')).toBe(200);
});

test('with other noise the same page has another token', async () => {
  const other = await startMetaEmulator({ tokenNoise: 'ikki' });
  expect(other.createPage({ name: 'Sahifa' }).token).not.toBe(token);
  await other.close();
});
