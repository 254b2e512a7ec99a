import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectAri, type AriRest } from '../../src/asterisk/ari-rest.ts';
import { Refused, Unreachable } from '../../src/lib/error.ts';
import { Secret } from '../../src/lib/secret.ts';
import { answer, smallAri, startNastyServer } from './nasty-server.ts';

const deadlineMs = 300;

let server: Awaited<ReturnType<typeof startNastyServer>>;
const killers: unknown[] = [];
const onUncaught = (error: unknown) => void killers.push(error);

beforeEach(async () => {
  server = await startNastyServer(smallAri({}));
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);
});

afterEach(async () => {
  await server.stop();
  // Late answers to what was given up must have had their chance to do harm.
  await new Promise((resolve) => setImmediate(resolve));
  process.off('uncaughtException', onUncaught);
  process.off('unhandledRejection', onUncaught);
  expect(killers.splice(0)).toEqual([]);
});

async function ari(): Promise<AriRest> {
  const settings = { url: server.url, username: 'backend', password: new Secret('pässword:1') };
  return await connectAri(settings, { deadlineMs, reloadDeadlineMs: 600 });
}

async function failureOf(work: Promise<unknown>): Promise<Error & { status?: number }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error(`not an Error: ${String(error)}`, { cause: error });
  }
  throw new Error('nothing failed');
}

describe('an answer that is no', () => {
  test.each([
    [401, '{"message":"Authentication required"}', /user name or password/],
    [403, '{"message":"Access denied by ACL"}', /access list/],
    [403, '{"message":"Write access denied"}', /only read/],
    [404, '<html>Not Found</html>', /not there/],
    [404, '{"message":"Resource not found"}', /not there/],
    [503, '{"message":"Asterisk not booted"}', /starting/],
    [502, '<html><h1>Bad Gateway</h1></html>', /502/],
    [302, '', /302/],
  ])('%i at connect is Refused with that status: %s', async (status, body, words) => {
    server.becomes(answer(status, body));
    const failure = await failureOf((await ari()).ping());
    expect(failure).toBeInstanceOf(Refused);
    expect(failure.status).toBe(status);
    expect(failure.message).toMatch(words);
  });

  test('no refusal shows the password', async () => {
    server.becomes(answer(401, '{"message":"Authentication required"}'));
    const failure = await failureOf((await ari()).ping());
    expect(JSON.stringify(failure) + String(failure) + String(failure.stack)).not.toContain(
      'pässword',
    );
  });

  test('a 401 that comes between the first ping and the documents does not kill the process', async () => {
    const small = smallAri({});
    server.becomes((request, response) => {
      const isDocs = request.url?.includes('api-docs') === true;
      (isDocs ? answer(401, '{"message":"Authentication required"}') : small)(request, response);
    });
    const failure = await failureOf((await ari()).ping());
    expect(failure).toBeInstanceOf(Refused);
    expect(failure.status).toBe(401);
  });

  test('documents that are not JSON are Refused', async () => {
    const small = smallAri({});
    server.becomes((request, response) => {
      const isDocs = request.url === '/ari/api-docs/asterisk.json';
      (isDocs ? answer(200, '{"apis":[') : small)(request, response);
    });
    expect(await failureOf((await ari()).ping())).toBeInstanceOf(Refused);
  });

  test.each([
    ['JSON cut in half', '{"system":{"versi'],
    ['HTML', '<html>it works</html>'],
    ['JSON of another shape', '{"system":null}'],
    ['a bare null', 'null'],
  ])('an info of %s is Refused', async (_, body) => {
    server.becomes(smallAri({ info: answer(200, body) }));
    const failure = await failureOf((await ari()).info());
    expect(failure).toBeInstanceOf(Refused);
    expect(failure.message).toMatch(/cannot be read/);
  });

  test('an answer of 10 MB is Refused and not kept', async () => {
    server.becomes(smallAri({ info: answer(200, `"${'x'.repeat(10 * 1024 * 1024)}"`) }));
    const failure = await failureOf((await ari()).info());
    expect(failure).toBeInstanceOf(Refused);
    expect(failure.message).toMatch(/longer/);
  });
});

test('new credentials are sent from the next request on, without connecting anew', async () => {
  const sent: string[] = [];
  const asked: string[] = [];
  const small = smallAri({});
  server.becomes((request, response) => {
    sent.push(Buffer.from((request.headers.authorization ?? '').slice(6), 'base64').toString());
    asked.push(request.url ?? '');
    small(request, response);
  });
  const rest = await ari();
  await rest.ping();
  const before = sent.length;
  rest.changeCredentials({ username: 'backend_b', password: new Secret('next') });
  await rest.ping();
  // Not one without: ari-client's own look at the docs, which would have no deadline, is not made.
  expect(new Set(sent.slice(0, before))).toEqual(new Set(['backend:pässword:1']));
  expect(sent.slice(before)).toEqual(['backend_b:next']);
  expect(asked.at(-1)).toBe('/ari/asterisk/ping');
});

describe('no answer', () => {
  test("from an Asterisk that ends between our first question and ari-client's, is unreachable", async () => {
    const leaving = await startNastyServer((_request, response) => {
      response.shouldKeepAlive = false;
      answer(200, '{"ping":"pong","timestamp":"","asterisk_id":"x"}')(_request, response);
      void leaving.stop();
    });
    const ari = await connectAri({
      ...{ url: leaving.url, username: 'backend' },
      password: new Secret('x'),
    });
    await expect(ari.ping()).rejects.toBeInstanceOf(Unreachable);
    ari.close();
  });

  test('a server that says nothing is Unreachable at the deadline', async () => {
    server.becomes(() => undefined);
    const failure = await failureOf((await ari()).ping());
    expect(failure).toMatchObject({ code: 'Unreachable', details: { reason: 'deadline' } });
  });

  test('a server that says nothing once connected is Unreachable at the deadline', async () => {
    const rest = await ari();
    await rest.ping();
    server.becomes(() => undefined);
    expect(await failureOf(rest.ping())).toBeInstanceOf(Unreachable);
  });

  test('documents that never come are Unreachable at the deadline', async () => {
    const small = smallAri({});
    server.becomes((request, response) => {
      if (request.url?.includes('api-docs') !== true) small(request, response);
    });
    expect(await failureOf((await ari()).ping())).toBeInstanceOf(Unreachable);
  });

  test('a body that dribbles for ever is Unreachable at the deadline', async () => {
    server.becomes(
      smallAri({
        info: (_, response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          const drip = setInterval(() => response.write(' '), 20);
          response.on('close', () => {
            clearInterval(drip);
          });
        },
      }),
    );
    expect(await failureOf((await ari()).info())).toBeInstanceOf(Unreachable);
  });

  test('a reset connection is Unreachable', async () => {
    server.becomes((request) => request.socket.resetAndDestroy());
    expect(await failureOf((await ari()).ping())).toBeInstanceOf(Unreachable);
  });

  test('a body that ends before its length is Unreachable', async () => {
    server.becomes(
      smallAri({
        info: (_, response) => {
          response.writeHead(200, { 'content-length': '1000' });
          response.write('{"system":');
          setImmediate(() => response.destroy());
        },
      }),
    );
    expect(await failureOf((await ari()).info())).toBeInstanceOf(Unreachable);
  });

  test('a closed port is Unreachable at once', async () => {
    const rest = await ari();
    await server.stop();
    expect(await failureOf(rest.ping())).toMatchObject({ details: { reason: 'ECONNREFUSED' } });
    server = await startNastyServer(smallAri({}));
  });
});

describe('a connection', () => {
  test('works again with the same object when the server does', async () => {
    const rest = await ari();
    server.becomes((request) => request.socket.resetAndDestroy());
    await failureOf(rest.ping());
    server.becomes(answer(503, '{"message":"Asterisk not booted"}'));
    await failureOf(rest.ping());
    server.becomes(smallAri({}));
    expect(await rest.ping()).toEqual({ asteriskId: 'nasty' });
  });

  test('goes to the host of the settings, whatever the documents say', async () => {
    expect(await (await ari()).ping()).toEqual({ asteriskId: 'nasty' });
  });

  test('works below a prefix, as behind a proxy', async () => {
    const small = smallAri({});
    server.becomes((request, response) => {
      request.url = request.url?.replace(/^\/pbx/, '') ?? '';
      small(request, response);
    });
    const url = server.url.replace(/ari$/, 'pbx/ari/');
    const rest = await connectAri({ url, username: 'backend', password: new Secret('x') });
    expect(await rest.ping()).toEqual({ asteriskId: 'nasty' });
  });

  test('uses one connection for calls that come together', async () => {
    let documents = 0;
    const small = smallAri({});
    server.becomes((request, response) => {
      if (request.url === '/ari/api-docs/asterisk.json') documents += 1;
      small(request, response);
    });
    const rest = await ari();
    await Promise.all([rest.ping(), rest.ping(), rest.ping()]);
    expect(documents).toBe(1);
  });

  test('prints nothing, and leaves the console to others', async () => {
    const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    await (await ari()).ping();
    expect(print).not.toHaveBeenCalled();
    const { log } = console;
    log('of others');
    expect(print).toHaveBeenCalledWith('of others');
    print.mockRestore();
  });

  test('each has its own credentials', async () => {
    const seen = new Set<string>();
    server.becomes(
      smallAri({
        ping: (request, response) => {
          seen.add(request.headers.authorization ?? '');
          answer(200, '{"asterisk_id":"x"}')(request, response);
        },
      }),
    );
    const one = await ari();
    await one.ping();
    const password = new Secret('other');
    const other = await connectAri({ url: server.url, username: 'other', password });
    await other.ping();
    seen.clear();
    await one.ping();
    expect([...seen]).toEqual([`Basic ${Buffer.from('backend:pässword:1').toString('base64')}`]);
  });

  test('a closed one asks no more', async () => {
    const rest = await ari();
    rest.close();
    expect(await failureOf(rest.ping())).toBeInstanceOf(Unreachable);
  });

  test.each(['', '.', '..', 'a\nb'])('an object named %j is not asked for', async (id) => {
    expect(await failureOf((await ari()).getEndpoint(id))).toMatchObject({ code: 'InvalidInput' });
  });
});
