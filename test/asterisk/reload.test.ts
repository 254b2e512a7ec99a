import { expect, test } from 'vitest';
import { createReload } from '../../src/asterisk/reload.ts';
import { Refused, Unreachable } from '../../src/lib/error.ts';

function recorder() {
  const seen: string[] = [];
  let running = 0;
  let most = 0;
  return {
    seen,
    most: () => most,
    reloadModule: async (module: string) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      seen.push(module);
    },
  };
}

test('reloads asked together run one after the other, in order', async () => {
  const [ari, cli] = [recorder(), recorder()];
  const reload = createReload('ari', { ari, cli });
  await Promise.all([reload('res_pjsip.so'), reload('res_ari.so'), reload('http')]);
  expect(ari.seen).toEqual(['res_pjsip.so', 'res_ari.so', 'http']);
  expect(ari.most()).toBe(1);
  expect(cli.seen).toEqual([]);
});

test('a reload that fails is not tried the other way, and does not stop the next', async () => {
  const cli = recorder();
  let calls = 0;
  const ari = {
    reloadModule: () => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Unreachable('gone')) : Promise.resolve();
    },
  };
  const reload = createReload('ari', { ari, cli });
  const first = reload('res_pjsip.so');
  const second = reload('res_ari.so');
  await expect(first).rejects.toBeInstanceOf(Unreachable);
  await expect(second).resolves.toBeUndefined();
  expect(cli.seen).toEqual([]);
});

test('only a password that ARI does not know yet is read by way of the console', async () => {
  const refused = () => Promise.reject(new Refused('no', { status: 401 }));
  const cli = recorder();
  const reload = createReload('ari', { ari: { reloadModule: refused }, cli });
  await expect(reload('res_pjsip.so')).rejects.toBeInstanceOf(Refused);
  await reload('res_ari.so');
  expect(cli.seen).toEqual(['res_ari.so']);
});
