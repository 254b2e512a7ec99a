import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { requireBearer } from '../../src/http/bearer.ts';
import { createLog } from '../../src/lib/log.ts';
import { Secret } from '../../src/lib/secret.ts';

test('a thousand wrong tokens are refused and leave two lines in a minute and a bit, without a token', async () => {
  let now = 0;
  const lines: string[] = [];
  const log = createLog({ level: 'warn', destination: { write: (line) => lines.push(line) } });
  const server = Fastify();
  const token = new Secret('the-right-token-0123456789abcdef');
  server.get('/guarded', { onRequest: requireBearer(token, log, () => now) }, () => 'in');
  const ask = async (given: string): Promise<number> => {
    const headers = { authorization: `Bearer ${given}` };
    return (await server.inject({ url: '/guarded', headers })).statusCode;
  };
  for (let guess = 0; guess < 999; guess += 1) expect(await ask(`guess-${guess}`)).toBe(401);
  now = 60_000;
  expect(await ask('the-right-token-0123456789abcdeF')).toBe(401);
  expect(await ask('the-right-token-0123456789abcdef')).toBe(200);
  await server.close();
  const told = lines.map((line): unknown => JSON.parse(line));
  expect(told).toMatchObject([{ count: 1 }, { count: 999, route: '/guarded' }]);
  expect(lines.join('')).not.toMatch(/guess-|right-token/);
});
