import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMediaFetch, type Lookup, type MediaFetch } from '../../src/meta/media-fetch.ts';

let canary: Server;
let trusted: Server;
let hits = 0;
let canaryPort = 0;
let trustedOrigin = '';
let fetch: MediaFetch;

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

beforeAll(async () => {
  canary = createServer((_request, response) => {
    hits += 1;
    response.end('secret');
  });
  canaryPort = await listen(canary);
  trusted = createServer((request, response) => {
    const to = new URL(request.url ?? '/', 'http://x').searchParams.get('to');
    if (to !== null) {
      response.writeHead(302, { location: Buffer.from(to).toString('latin1') }).end();
    } else if (request.url === '/long') response.end(Buffer.alloc(2000));
    else if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('abc', () => response.destroy());
    } else if (request.url === '/trouble') response.writeHead(503).end();
    else response.writeHead(200, { 'content-type': 'Image/PNG; q=1' }).end('rasm');
  });
  trustedOrigin = `http://127.0.0.1:${await listen(trusted)}`;
  fetch = createMediaFetch({ trustedOrigin });
});

afterAll(async () => {
  await fetch.close();
  canary.close();
  trusted.close();
});

/** Ways to write addresses inside, with and without the canary's port. */
function insideAddresses(port: number): readonly string[] {
  const hosts = [
    ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.0.0.1', '0177.0.0.1'],
    ...['017700000001', '127.000.000.001', '0', '0.0.0.0', '0x0', '127.255.255.254', '[::1]'],
    ...['[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[0:0:0:0:0:0:0:1]'],
    ...['[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[fe80::1]', '[fc00::1]', '[fd00:ec2::254]'],
    ...['[ff02::1]', '[2001:db8::1]', '[2001::1]', 'localhost', 'localhost.', 'LOCALHOST'],
    ...['user@127.0.0.1', 'graph.facebook.com@127.0.0.1', '127。0。0。1', '①②⑦.⓪.⓪.①'],
    ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1'],
    ...['169.254.169.254', '100.64.0.1', '192.0.0.1', '198.18.0.1', '224.0.0.1', '240.0.0.1'],
    ...['255.255.255.255', '[::ffff:10.0.0.1]', '[::ffff:169.254.169.254]', 'metadata'],
  ];
  return [
    ...hosts.map((host) => `https://${host}/`),
    ...hosts.slice(0, 8).map((host) => `http://${host}:${port}/`),
    ...hosts.slice(0, 4).map((host) => `https://${host}:${port}/`),
    ...[`http:\\\\127.0.0.1:${port}/`, `https://scontent.fbcdn.net\\@127.0.0.1:${port}/`],
    ...['file:///etc/passwd', 'ftp://127.0.0.1/', 'data:text/plain,x', 'gopher://127.0.0.1/', ''],
  ];
}

test('no way to write an inside address reaches a server here, not by a redirect either', async () => {
  const addresses = insideAddresses(canaryPort);
  expect(addresses.length).toBeGreaterThan(60);
  const direct = await Promise.all(addresses.map((url) => fetch.open(url, 1000)));
  // A name that nobody knows may be known later.
  expect(direct.filter(({ type }) => type !== 'gone' && type !== 'later')).toEqual([]);
  const redirected = await Promise.all(
    addresses
      .filter((url) => url !== '')
      .map((url) => fetch.open(`${trustedOrigin}/?to=${encodeURIComponent(url)}`, 1000)),
  );
  // A relative address stays with the server that gave it.
  expect(redirected.filter(({ type }) => type === 'had')).toEqual([]);
  expect(hits).toBe(0);
});

test('a server that stands for Meta is fetched from; more than allowed, a broken line and trouble are told apart', async () => {
  const had = await fetch.open(`${trustedOrigin}/a.png`, 1000);
  if (had.type !== 'had') throw new Error(had.type);
  expect(had.media.contentType).toBe('image/png');
  expect(Buffer.concat(await Array.fromAsync(had.media.bytes)).toString()).toBe('rasm');
  expect(await fetch.open(`${trustedOrigin}/long`, 1000)).toEqual({ type: 'tooBig' });
  expect(await fetch.open(`${trustedOrigin}/trouble`, 1000)).toEqual({ type: 'later' });
  const cut = await fetch.open(`${trustedOrigin}/cut`, 1000);
  if (cut.type !== 'had') throw new Error(cut.type);
  await expect(Array.fromAsync(cut.media.bytes)).rejects.toThrow();
  expect(cut.media.failure()).toBeDefined();
  expect(
    await fetch.open(
      `${trustedOrigin}/?to=%2F%3Fto%3D%252F%253Fto%253D%25252F%25253Fto%25253D%2525252Fx`,
      1000,
    ),
  ).toEqual({ type: 'gone' });
});

/** A resolver under a stranger's hand: each look gets the next of these, and the last for ever. */
function resolving(...answers: readonly (readonly string[])[]) {
  let looks = 0;
  const lookup: Lookup = (_host, _options, done) => {
    const addresses = answers[Math.min(looks, answers.length - 1)] ?? [];
    looks += 1;
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  const guarded = createMediaFetch({ lookup });
  return { guarded, looks: () => looks };
}

/** Public by its number, and nobody's yet. Source: IANA, IPv6 unicast address assignments. */
const outside = '2d00::1';

const insideNames = [
  ...[
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
  ],
  ...[
    '100.64.1.1',
    '192.0.0.8',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.251',
  ],
  ...[
    '255.255.255.255',
    '240.0.0.1',
    '192.88.99.1',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
  ],
  ...[
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::1',
  ],
  ...['3fff::1', '5f00::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1', 'ff02::1'],
];

test.each(insideNames)(
  'a name that leads to %s is no place to fetch from, alone or beside a public one',
  async (address) => {
    for (const addresses of [[address], [outside, address], [address, outside]]) {
      const { guarded, looks } = resolving(addresses);
      expect(await guarded.open('https://scontent.fbcdn.net/a.jpg', 1000)).toEqual({
        type: 'gone',
      });
      expect(looks()).toBe(1);
      await guarded.close();
    }
  },
);

test('a name is looked up once for a call: what was checked is what is called, and the next call checks anew', async () => {
  const { guarded, looks } = resolving([outside], ['127.0.0.1']);
  const first = await guarded.open('https://scontent.fbcdn.net/a.jpg', 1000);
  expect(first.type).not.toBe('had');
  expect(looks()).toBe(1);
  expect(await guarded.open('https://scontent.fbcdn.net/a.jpg', 1000)).toEqual({ type: 'gone' });
  expect(looks()).toBe(2);
  await guarded.close();
}, 30_000);

test('a name without an address is no place', async () => {
  const { guarded } = resolving([]);
  expect(await guarded.open('https://scontent.fbcdn.net/a.jpg', 1000)).toEqual({ type: 'gone' });
  await guarded.close();
});
