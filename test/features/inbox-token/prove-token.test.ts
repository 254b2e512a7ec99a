import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { proveToken } from '../../../src/features/inbox-token/prove-token.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { printOf } from '../../../src/lib/secret-print.ts';

const [next, previous] = ['IGAA-the-new-one-0123456789', 'IGAA-the-old-one-0123456789'];
const subject = ['s', ...[next, previous].map((token) => printOf('s', new Secret(token)))];
const account = { accountId: '1', ownIds: ['1'], name: 'do.kon', instagramId: undefined };

let folder: string;
let envFile: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nb-prove-'));
  envFile = path.join(folder, '.env');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const line = (token: string): string => `INSTAGRAM_ACCESS_TOKEN=${token}\n`;

test.each([
  ['the new one, which Meta takes', line(next), 'found', 'agrees'],
  ['the new one, and Meta is silent', line(next), 'unreached', 'agrees'],
  ['the new one, which Meta refuses', line(next), 'tokenDead', 'differs'],
  // Put back: whatever Meta says of it, it is as it was.
  ['the one before', line(previous), 'tokenDead', 'agrees'],
  ["a person's", line('IGAA-another-0123456789'), 'found', 'differs'],
  ['two of them', line(next) + line(previous), 'found', 'differs'],
  ['none', '', 'found', 'differs'],
] as const)('.env names %s', async (_name, text, type, verdict) => {
  await writeFile(envFile, text);
  const ask = () =>
    Promise.resolve(type === 'found' ? ({ type, value: account } as const) : { type });
  expect((await proveToken({ envFile, ask }, subject)).type).toBe(verdict);
});
