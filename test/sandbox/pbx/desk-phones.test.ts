import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeskPhones, type DeskPhones } from '../../../src/sandbox/pbx/desk-phones.ts';
import { startPbx, type SandboxPbx } from '../../../src/sandbox/pbx/start-pbx.ts';
import { writeStarterEtc } from '../../../src/sandbox/pbx/starter-etc.ts';
import { extensionSections } from '../../support/asterisk.ts';

let etc: string;
let pbx: SandboxPbx;
let phones: DeskPhones;

const writeNumbers = async (numbers: Readonly<Record<string, string>>): Promise<void> => {
  const sections = Object.entries(numbers).map(([number, secret]) =>
    extensionSections(number, secret),
  );
  await writeFile(join(etc, 'pjsip_navbatchi.conf'), sections.join('\n'));
};
const reload = (): Promise<string> => pbx.reload('res_pjsip.so');

beforeEach(async () => {
  etc = await mkdtemp(join(tmpdir(), 'navbatchi-pbx-'));
  await writeStarterEtc(etc, 'sandbox-password');
  await writeNumbers({ 1001: 'pw1', 1002: 'pw2' });
  pbx = await startPbx({ etcFolder: etc });
  phones = createDeskPhones(pbx);
});
afterEach(async () => {
  await pbx.stop();
  await rm(etc, { recursive: true });
});

const shown = (number: string) => phones.show().desk.find((phone) => phone.number === number);
const lineOf = (number: string) => shown(number)?.line;
const customer = () => phones.show().customer.lines;

test('each number of the staff has a phone, which is not connected at first', () => {
  expect(phones.show().desk.map(({ number, isConnected }) => [number, isConnected])).toEqual([
    ['1001', false],
    ['1002', false],
  ]);
});

test('a phone tells both sides what happens, from the first ring to the end', async () => {
  await phones.connect('1001');
  expect(phones.callIn('998901234567')).toBe('dialled');
  expect(lineOf('1001')).toMatchObject({ state: 'ringing', number: '998901234567' });
  expect(customer()).toMatchObject([{ state: 'calling', own: '998901234567' }]);
  expect(phones.answer(lineOf('1001')?.channelId ?? '')).toBe(true);
  expect(lineOf('1001')).toMatchObject({ state: 'talking', number: '998901234567' });
  expect(customer()).toMatchObject([{ state: 'talking' }]);
  expect(phones.hangUp(customer()[0]?.channelId ?? '')).toBe(true);
  expect([lineOf('1001'), customer()]).toEqual([undefined, []]);
  expect(phones.show().done).toEqual(['connect']);
});

test('a colleague is dialled as people write numbers, and shown as what was dialled', async () => {
  await phones.connect('1001');
  await phones.connect('1002');
  expect(phones.dial('1001', ' 10-02 ')).toBe('dialled');
  expect(lineOf('1001')).toMatchObject({ state: 'calling', number: '1002' });
  expect(lineOf('1002')).toMatchObject({ state: 'ringing', number: '1001' });
});

describe('what a newcomer has tried is remembered', () => {
  test('a call that nobody took', async () => {
    await phones.connect('1001');
    phones.callIn('998901234567');
    expect(phones.show().done).not.toContain('missed');
    phones.hangUp(lineOf('1001')?.channelId ?? '');
    expect(phones.show().done).toContain('missed');
  });

  test('a customer who was reached', async () => {
    await phones.connect('1001');
    phones.dial('1001', '90 123 45 67');
    expect(phones.show().done).not.toContain('calledBack');
    phones.answer(customer()[0]?.channelId ?? '');
    expect(phones.show().done).toEqual(['connect', 'calledBack']);
  });
});

describe('a connected phone', () => {
  test('falls off with a new password, and comes back with it; the others stay', async () => {
    await phones.connect('1001');
    await phones.connect('1002');
    await writeNumbers({ 1001: 'another', 1002: 'pw2' });
    await reload();
    expect([shown('1001')?.isConnected, shown('1002')?.isConnected]).toEqual([false, true]);
    expect(await phones.connect('1001')).toBe('connected');
  });

  test('goes with its number', async () => {
    await phones.connect('1001');
    await writeNumbers({ 1002: 'pw2' });
    await reload();
    expect(shown('1001')).toBeUndefined();
    expect(await phones.connect('1001')).toBe('refused');
  });

  test('ends its call when it is disconnected', async () => {
    await phones.connect('1001');
    phones.callIn('998901234567');
    phones.disconnect('1001');
    expect([lineOf('1001'), customer()]).toEqual([undefined, []]);
    expect(shown('1001')?.isConnected).toBe(false);
  });
});

test('a customer who calls when no phone is connected is told so', () => {
  expect(phones.callIn('998901234567')).toBe('nobodyThere');
  expect(phones.show().done).toContain('missed');
});

test('what is over can be neither answered nor ended', () => {
  expect([phones.answer('nothing'), phones.hangUp('nothing')]).toEqual([false, false]);
});
