import type { Client } from 'ari-client';
import { z } from 'zod';
import { Conflict, InvalidInput, Refused, Unreachable, isSystemError } from '../lib/error.ts';
import {
  asteriskInfo,
  channel,
  dynamicConfig,
  endpointState,
  parseAnswer,
  ping,
  rtpStatistics,
  type AsteriskInfo,
  type Channel,
  type EndpointState,
  type RtpStatistics,
} from './ari-answer.ts';
import { askAri, type AriReply, type AriRequest, type AriSettings } from './ari-http.ts';
import { answerOf, isAboutAnObject } from './ari-refusal.ts';
import { carriedBy, installTransport } from './ari-transport.ts';
import { inTime } from './in-time.ts';
import type { ReloadableModule } from './reloadable-module.ts';
import { waitOut } from './wait-out.ts';

export type { AriSettings, AsteriskInfo, Channel, EndpointState, RtpStatistics };

export type PjsipObjectType = 'endpoint' | 'auth' | 'aor' | 'transport';

/** Asterisk's REST interface. Everything throws Unreachable, or Refused with the HTTP status. */
export type AriRest = {
  readonly ping: () => Promise<{ readonly asteriskId: string }>;
  readonly info: () => Promise<AsteriskInfo>;
  /**
   * What Asterisk runs with for one PJSIP object, from files or elsewhere; undefined when it has
   * none. Passwords are in it. Compare values with `isSamePjsipValue`.
   */
  readonly getDynamicConfig: (
    objectType: PjsipObjectType,
    id: string,
  ) => Promise<ReadonlyMap<string, string> | undefined>;
  /** PJSIP endpoints; one that was removed stays here, offline, until Asterisk restarts. */
  readonly listEndpoints: () => Promise<readonly EndpointState[]>;
  readonly getEndpoint: (resource: string) => Promise<EndpointState | undefined>;
  /**
   * Ends when Asterisk has read the files again: which says nothing about what it found in them.
   * Waits while another reload runs; throws Conflict when that takes longer than the deadline.
   */
  readonly reloadModule: (module: ReloadableModule) => Promise<void>;
  readonly listChannels: () => Promise<readonly Channel[]>;
  /**
   * Rings a phone, and when it is picked up goes on in the dialplan. Ends as soon as Asterisk has made
   * the channel. Throws Refused with 500 "Allocation failed" alike for a phone that is not registered,
   * an unknown one, and an address that is none: ask for the endpoint before.
   */
  readonly originate: (order: Origination) => Promise<void>;
  /** A channel that is gone already is success. */
  readonly hangUp: (channelId: string) => Promise<void>;
  /** Of a channel that is up; undefined when it is gone, or has no sound of its own. */
  readonly getRtpStatistics: (channelId: string) => Promise<RtpStatistics | undefined>;
  /** From the next request on this pair is sent; one under way ends with the pair it began with. */
  readonly changeCredentials: (pair: AriCredentials) => void;
  /** The same for another address. */
  readonly moveTo: (settings: AriSettings) => void;
  readonly close: () => void;
};

export type Origination = {
  /** Ours, so that its events are known for what they are even before the answer. */
  readonly channelId: string;
  /** `PJSIP/1001`. Never a text that a person wrote: ARI takes any address. */
  readonly endpoint: string;
  /** Where it goes on when the phone is picked up, from the first priority. */
  readonly context: string;
  readonly extension: string;
  readonly ringTimeoutSeconds: number;
  /** As whom it rings: digits, and ASCII letters and spaces. The caller id of the call stays the phone's own. */
  readonly shown: { readonly number: string; readonly name: string };
};

export type AriCredentials = Pick<AriSettings, 'username' | 'password'>;

type AriOptions = {
  /** For one operation, to the last byte; 5 s unless told. */
  readonly deadlineMs?: number;
  /** For a reload with its waiting; 30 s unless told (5000 extensions take 1 s). */
  readonly reloadDeadlineMs?: number;
};

/**
 * Prepares ARI through ari-client. Nothing is asked of Asterisk yet: the connection is made by the
 * first operation, and made again after Asterisk was unreachable. Several may live side by side
 * with different credentials.
 */
export async function connectAri(
  settings: AriSettings,
  { deadlineMs = 5_000, reloadDeadlineMs = 30_000 }: AriOptions = {},
): Promise<AriRest> {
  installTransport();
  const { connect } = await import('ari-client');
  let current = settings;
  const { ask, close } = createConnection(
    () => current,
    deadlineMs,
    async () => {
      // ari-client adds `/ari` itself, and keeps credentials for the whole process: it gets none.
      const { origin } = new URL(current.url);
      return await connect(origin, current.username, '');
    },
  );
  return {
    ping: () => ask(ping, (client) => client.asterisk.ping()),
    info: () => ask(asteriskInfo, (client) => client.asterisk.getInfo()),
    getDynamicConfig: (objectType, id) =>
      orUndefined(async () => {
        const where = { configClass: 'res_pjsip', objectType, id: pathPart(id) };
        return await ask(dynamicConfig, (client) => client.asterisk.getObject(where));
      }),
    listEndpoints: () =>
      ask(z.array(endpointState), (client) => client.endpoints.listByTech({ tech: 'PJSIP' })),
    getEndpoint: (resource) =>
      orUndefined(async () => {
        const where = { tech: 'PJSIP', resource: pathPart(resource) };
        return await ask(endpointState, (client) => client.endpoints.get(where));
      }),
    reloadModule: (module) =>
      waitOut(
        { deadlineMs: reloadDeadlineMs, isPassing: (error) => error instanceof Conflict },
        async (remainingMs) => {
          const reload = (client: Client) => client.asterisk.reloadModule({ moduleName: module });
          await ask(z.unknown(), reload, remainingMs).catch(toConflict);
        },
      ),
    listChannels: () => ask(z.array(channel), (client) => client.channels.list()),
    originate: async (order) => {
      await ask(z.unknown(), (client) => client.channels.originateWithId(originationOf(order)));
    },
    hangUp: async (channelId) => {
      await orUndefined(() =>
        ask(z.unknown(), (client) => client.channels.hangup({ channelId: pathPart(channelId) })),
      );
    },
    getRtpStatistics: (channelId) =>
      orUndefined(() =>
        ask(rtpStatistics, (client) =>
          client.channels.rtpstatistics({ channelId: pathPart(channelId) }),
        ),
      ),
    changeCredentials: ({ username, password }) => {
      current = { ...current, username, password };
    },
    moveTo: (next) => {
      current = next;
    },
    close,
  };
}

/** ARI's `callerId` would become the number that the other side sees too (22.10.1, main/pbx.c). */
function originationOf({ shown, ringTimeoutSeconds, channelId, ...where }: Origination) {
  return {
    channelId: pathPart(channelId),
    ...where,
    priority: 1,
    timeout: ringTimeoutSeconds,
    variables: {
      'CONNECTEDLINE(num,i)': shown.number,
      'CONNECTEDLINE(name,i)': shown.name,
    },
  };
}

type Ask = <Schema extends z.ZodType>(
  schema: Schema,
  call: (client: Client) => PromiseLike<unknown>,
  withinMs?: number,
) => Promise<z.infer<Schema>>;

/** Connects when first asked and after Asterisk was lost; those who ask together share it. */
function createConnection(
  settings: () => AriSettings,
  deadlineMs: number,
  connect: () => Promise<Client>,
): { readonly ask: Ask; readonly close: () => void } {
  let connection: Promise<Client> | undefined;
  let isClosed = false;

  async function open(): Promise<Client> {
    // A plain ping first: it tells 401, 404 and a silent Asterisk apart before ari-client asks for
    // its documents, the first of them without any deadline.
    await askAri(settings(), { method: 'GET', path: '/asterisk/ping' }, deadlineMs);
    return await perform(connect, deadlineMs);
  }

  /** Runs one call of ari-client; what really went wrong wins over what ari-client makes of it. */
  async function perform<Result>(
    call: () => PromiseLike<Result>,
    withinMs: number,
  ): Promise<Result> {
    let failure: Error | undefined;
    const carry = async (request: AriRequest): Promise<AriReply> => {
      try {
        return await askAri(settings(), request, withinMs);
      } catch (error) {
        failure ??= asError(error);
        throw error;
      }
    };
    try {
      return await carriedBy(carry, call);
    } catch (error) {
      throw failure ?? asError(error);
    }
  }

  async function ask<Schema extends z.ZodType>(
    schema: Schema,
    call: (client: Client) => PromiseLike<unknown>,
    withinMs = deadlineMs,
  ): Promise<z.infer<Schema>> {
    if (isClosed) throw new Unreachable('This ARI connection was closed.');
    connection ??= open();
    const mine = connection;
    const late = `Asterisk did not answer on ARI within ${withinMs / 1000} s.`;
    const work = async () => {
      const client = await mine;
      return parseAnswer(schema, await perform(() => call(client), withinMs));
    };
    try {
      return await inTime(work(), withinMs, late);
    } catch (error) {
      // Whatever answers next may be another Asterisk: connect anew. An object that is not there,
      // or a refused write, says nothing about the connection.
      const isLost = error instanceof Unreachable || !(await hasOpened(mine));
      if (isLost && connection === mine) connection = undefined;
      throw error;
    }
  }

  const close = () => {
    isClosed = true;
    connection = undefined;
  };
  return { ask, close };
}

/**
 * swagger-client throws and rejects with strings. ari-client's own first request does not go through
 * our transport: when Asterisk ends just then, Node's error comes out of it.
 */
function asError(thrown: unknown): Error {
  if (isSystemError(thrown, 'ECONNREFUSED', 'ETIMEDOUT', 'ENOTFOUND')) {
    return new Unreachable('Asterisk cannot be reached on ARI.', { cause: thrown });
  }
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

async function hasOpened(connection: Promise<Client>): Promise<boolean> {
  return await connection.then(
    () => true,
    () => false,
  );
}

async function orUndefined<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    const isUnknown =
      error instanceof Refused && error.status === 404 && isAboutAnObject(answerOf(error));
    if (isUnknown) return undefined;
    throw error;
  }
}

/** The address of `..` is another address; the rest is encoded by ari-client. */
function pathPart(id: string): string {
  if (/^\.{0,2}$/.test(id) || /\p{Cc}/u.test(id)) {
    throw new InvalidInput('This is not the name of an Asterisk object.', { details: { id } });
  }
  return id;
}

function toConflict(error: unknown): never {
  const isBusy =
    error instanceof Refused &&
    error.status === 409 &&
    answerOf(error) === 'Another reload is currently in progress';
  if (!isBusy) throw error;
  throw new Conflict('Asterisk is still busy with another reload.', { cause: error });
}
