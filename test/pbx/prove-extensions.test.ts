import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { proveExtensions } from '../../src/pbx/prove-extensions.ts';

const numbers = Array.from({ length: 300 }, (_, index) => String(1000 + index));
let configFolder = '';

beforeAll(async () => {
  configFolder = await mkdtemp(path.join(tmpdir(), 'prove-'));
  const sections = numbers.map(
    (number) =>
      `[${number}]\ntype=endpoint\n[${number}-auth]\ntype=auth\n[${number}]\ntype=aor\nmax_contacts=1\n`,
  );
  await writeFile(path.join(configFolder, 'pjsip.conf'), '#include ours.conf\n');
  await writeFile(path.join(configFolder, 'ours.conf'), sections.join(''));
});

afterAll(() => rm(configFolder, { recursive: true }));

/** Asterisk as a table of answers; counts the questions, all of them and those at once. */
function counting(
  answer: (id: string) => Map<string, string> | undefined,
  answered: (type: string) => Promise<unknown> = () => Promise.resolve(),
) {
  const count = { asked: 0, waiting: 0, most: 0 };
  const getDynamicConfig = async (type: string, id: string) => {
    count.asked += 1;
    count.waiting += 1;
    count.most = Math.max(count.most, count.waiting);
    await answered(type);
    count.waiting -= 1;
    return answer(id);
  };
  const deps = { ari: { getDynamicConfig }, folder: { configFolder, managedFile: 'ours.conf' } };
  return { count, deps };
}

const asWritten = () => new Map([['max_contacts', '1']]);

test('300 numbers are asked for a few at a time, each object once', async () => {
  const { count, deps } = counting(asWritten);
  expect(await proveExtensions(deps, numbers)).toEqual({ type: 'agrees' });
  expect(count).toEqual({ asked: 900, waiting: 0, most: 8 });
});

test('of what differs the first is named, whatever is answered first', async () => {
  const isLate = (type: string) => (type === 'endpoint' ? sleep(50) : Promise.resolve());
  const { deps } = counting((id) => (id === '1010' ? undefined : asWritten()), isLate);
  const proof = await proveExtensions(deps, numbers);
  expect(proof).toEqual({ type: 'differs', what: 'Asterisk did not take endpoint 1010.' });
});

test('a failure ends it, and nothing more is asked', async () => {
  const { count, deps } = counting((id) => {
    if (id === '1010') throw new Error('gone');
    return asWritten();
  });
  await expect(proveExtensions(deps, numbers)).rejects.toThrow('gone');
  expect(count.asked).toBeLessThan(60);
});

test('what the files do not have must be gone', async () => {
  const { deps } = counting((id) => (id === '2000' ? asWritten() : undefined));
  const proof = await proveExtensions(deps, ['2001', '2000']);
  expect(proof).toEqual({ type: 'differs', what: 'Asterisk still has endpoint 2000.' });
});
