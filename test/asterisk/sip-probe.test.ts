import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { answersSip } from '../../src/asterisk/sip-probe.ts';
import { hasAsterisk, startAsterisk } from '../support/asterisk.ts';

const host = '127.0.0.1';

describe.runIf(hasAsterisk)('a real Asterisk', () => {
  test.each([16, 22] as const)('answers where it listens, version %i', async (version) => {
    const asterisk = await startAsterisk({ version });
    const port = asterisk.sipPort;
    expect(await answersSip({ protocol: 'udp', host, port })).toBe(true);
    expect(await answersSip({ protocol: 'tcp', host, port }, 300)).toBe(false);
    await asterisk.stop();
    expect(await answersSip({ protocol: 'udp', host, port }, 300)).toBe(false);
  });
});

test('a socket that listens and says nothing does not count', async () => {
  const silent = createSocket('udp4').bind(0, host);
  await once(silent, 'listening');
  expect(await answersSip({ protocol: 'udp', host, port: silent.address().port }, 200)).toBe(false);
  silent.close();
});

test('over TCP an answer in pieces counts, and another protocol does not', async () => {
  const greetings = { sip: ['SIP/2', '.0 401 Unauthorized\r\n'], http: ['HTTP/1.1 400 Bad\r\n'] };
  const heard = Object.values(greetings).map(async (pieces) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      for (const piece of pieces) socket.write(piece);
    }).listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const answer = await answersSip({ protocol: 'tcp', host, port }, 500);
    server.close();
    return answer;
  });
  expect(await Promise.all(heard)).toEqual([true, false]);
});
