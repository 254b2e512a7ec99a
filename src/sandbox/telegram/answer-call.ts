import { ApiError, badRequest, NotEmulated, tooManyRequests } from './api-error.ts';
import type { ApiMethod } from './bot-api.ts';
import type { CallLog, CallOutcome, CallRecord } from './calls.ts';
import { checkFields, checkValue } from './check-value.ts';
import type { Fault, Faults } from './faults.ts';
import type { Json, JsonObject } from './json.ts';
import type { Limits } from './limits.ts';
import { emulatedMethods } from './methods/all.ts';
import { readFormValue } from './read-form-value.ts';
import type { UploadedFile } from './read-multipart.ts';
import type { Room } from './room.ts';

/** A call as it arrived. Form values are still text. */
export type IncomingCall = {
  readonly methodName: string;
  readonly json: JsonObject;
  readonly form: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, UploadedFile>;
  readonly signal: AbortSignal;
};

/** What goes over the wire. */
export type Reply =
  | { readonly type: 'json'; readonly status: number; readonly body: JsonObject }
  | { readonly type: 'halfJson'; readonly body: JsonObject }
  | { readonly type: 'html'; readonly status: number }
  | { readonly type: 'reset' };

export type CallDeps = {
  readonly room: Room;
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly limits: Limits;
  /** Waits, or less when the emulator closes. */
  readonly pause: (ms: number) => Promise<void>;
};

/** From an arrived call to its reply: fault, flood control, check against the Bot API, effect. */
export async function answerCall(deps: CallDeps, incoming: IncomingCall): Promise<Reply> {
  const described = deps.room.api.methods.get(incoming.methodName.toLowerCase());
  if (described === undefined) {
    noteViolation(deps, incoming.methodName, ['there is no such method'], incoming.json);
    return replyTo({ ok: false, code: 404, description: 'Not Found: method not found' });
  }
  const call: CallRecord = {
    method: described.name,
    parameters: readParameters(described, incoming),
    at: deps.room.world.clock.now(),
    answer: undefined,
    fault: undefined,
  };
  deps.calls.add(call);
  const fault = deps.faults.draw(described.name);
  call.fault = fault?.type;
  const early = fault === undefined ? undefined : replyBefore(deps, call, fault);
  if (early !== undefined) return early;
  const outcome = await runCall(deps, described, call, incoming);
  call.answer = outcome.answer;
  const reply = replyTo(outcome.answer, outcome.parameters);
  return fault === undefined ? reply : spoil(deps, fault, reply);
}

type Outcome = { readonly answer: CallOutcome; readonly parameters?: JsonObject | undefined };

async function runCall(
  deps: CallDeps,
  described: ApiMethod,
  call: CallRecord,
  { files, signal }: IncomingCall,
): Promise<Outcome> {
  try {
    deps.limits.check(call.method, call.parameters);
    checkCall(deps, described, call.parameters);
    const run = emulatedMethods.get(described.name);
    if (run === undefined) throw new NotEmulated(described.name);
    const result = await run(call.parameters, deps.room, { files, signal });
    checkAnswer(deps, described, result);
    return { answer: { ok: true, result } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.message.includes('emulator: ')) {
      noteViolation(deps, described.name, [error.message], call.parameters);
    }
    const answer = { ok: false, code: error.code, description: error.message } as const;
    return { answer, parameters: error.parameters };
  }
}

function readParameters(described: ApiMethod, incoming: IncomingCall): JsonObject {
  const types = new Map(described.parameters.map((field) => [field.name, field.types]));
  const form = [...incoming.form].map(([name, text]): readonly [string, Json] => [
    name,
    readFormValue(types.get(name) ?? ['String'], text, name),
  ]);
  const files = [...incoming.files.keys()]
    .filter((name) => types.has(name))
    .map((name) => [name, `attach://${name}`] as const);
  return { ...Object.fromEntries(form), ...incoming.json, ...Object.fromEntries(files) };
}

function checkCall(deps: CallDeps, described: ApiMethod, parameters: JsonObject): void {
  const problems = checkFields(deps.room.api, described.parameters, parameters, '');
  if (problems.length > 0) throw badRequest(`emulator: ${described.name}: ${problems.join('; ')}`);
}

/** The emulator holds itself to the Bot API as well. */
function checkAnswer(deps: CallDeps, described: ApiMethod, result: Json): void {
  const problems = checkValue(deps.room.api, described.returns, result, 'result');
  if (problems.length === 0) return;
  deps.calls.addViolation({ kind: 'answer', method: described.name, problems, parameters: {} });
}

function noteViolation(
  deps: CallDeps,
  method: string,
  problems: readonly string[],
  parameters: JsonObject,
): void {
  deps.calls.addViolation({ kind: 'call', method, problems, parameters });
}

/** The reply of a fault that strikes before the call has any effect. */
function replyBefore(deps: CallDeps, call: CallRecord, fault: Fault): Reply | undefined {
  const refuse = (code: number, description: string, parameters?: JsonObject): Reply => {
    call.answer = { ok: false, code, description };
    return replyTo(call.answer, parameters);
  };
  switch (fault.type) {
    case 'tooManyRequests': {
      const { retryAfterSeconds: seconds } = fault;
      if (seconds === undefined) return refuse(429, 'Too Many Requests: retry later');
      deps.limits.punish(call.parameters, seconds);
      const error = tooManyRequests(seconds);
      return refuse(429, error.message, error.parameters);
    }
    case 'serverError':
      return refuse(fault.status ?? 500, 'Internal Server Error');
    case 'error':
      return refuse(fault.code, fault.description, fault.parameters);
    case 'htmlPage':
      return { type: 'html', status: fault.status ?? 502 };
    case 'resetBefore':
      return { type: 'reset' };
    case 'notOk':
      call.answer = { ok: false, code: 400, description: 'Bad Request: not ok' };
      return {
        type: 'json',
        status: 200,
        body: { ok: false, error_code: 400, description: 'Bad Request: not ok' },
      };
    case 'resetAfter':
    case 'halfJson':
    case 'delay':
    case 'hold':
      return undefined;
  }
}

/** Nobody waits longer for an answer. */
const longestHoldMs = 10 * 60_000;

async function spoil(deps: CallDeps, fault: Fault, reply: Reply): Promise<Reply> {
  if (fault.type === 'resetAfter') return { type: 'reset' };
  if (fault.type === 'halfJson' && reply.type === 'json') {
    return { type: 'halfJson', body: reply.body };
  }
  if (fault.type === 'delay') await deps.pause(fault.ms);
  if (fault.type === 'hold') await Promise.race([fault.until, deps.pause(longestHoldMs)]);
  return reply;
}

function replyTo(answer: CallOutcome, parameters?: JsonObject): Reply {
  if (answer.ok) {
    return { type: 'json', status: 200, body: { ok: true, result: answer.result } };
  }
  const { code, description } = answer;
  const body = { ok: false, error_code: code, description, parameters };
  return { type: 'json', status: code, body };
}
