import { Refused } from '../lib/error.ts';

type Asked = { readonly method: string; readonly path: string };

/**
 * What an answer that is not a good one means: Refused with its status, in words for a person.
 * Undefined when the answer is good: 2xx, and JSON or empty.
 * Source: Asterisk 22 `res_ari.c`, and its answers as recorded by test/contract.
 */
export function refusalOf(
  asked: Asked,
  reply: { readonly status: number; readonly body: Buffer },
): Refused | undefined {
  const { status } = reply;
  const text = reply.body.toString('utf8');
  const isGood = status >= 200 && status < 300;
  if (isGood && (text === '' || isJson(text))) return undefined;
  const answer = answerText(text);
  const sentence = isGood
    ? 'Asterisk gave an answer that cannot be read.'
    : explain(status, answer);
  return new Refused(sentence, { status, details: { ...asked, answer } });
}

/** Asterisk's own sentence in a refusal, at most 200 characters. */
export function answerOf(refusal: Refused): string {
  const { answer } = refusal.details;
  return typeof answer === 'string' ? answer : '';
}

function explain(status: number, answer: string): string {
  switch (status) {
    case 401:
      return 'Asterisk refused the ARI user name or password.';
    case 403:
      return explainForbidden(answer);
    case 404:
      return isAboutAnObject(answer)
        ? `Asterisk does not know it: ${answer}.`
        : 'ARI is not there: its modules are not loaded, it is disabled, or Asterisk is starting.';
    case 409:
      return `Asterisk cannot do that now: ${answer}.`;
    case 503:
      return 'Asterisk is starting and does not take requests yet.';
    default:
      return `Asterisk answered ${status} on ARI.`;
  }
}

function explainForbidden(answer: string): string {
  if (answer === 'Write access denied') return 'This ARI user may only read.';
  if (answer.includes('ACL')) return "The ARI user's access list does not allow this machine.";
  return `Asterisk does not allow it: ${answer}.`;
}

/** Tells "ARI knows no such thing" from "there is no ARI here". */
export function isAboutAnObject(answer: string): boolean {
  return /^(Endpoint not found|Channel not found|Object with id '.*' not found|Module not found.*)$/s.test(
    answer,
  );
}

function answerText(text: string): string {
  const said = isJson(text) ? messageIn(JSON.parse(text)) : undefined;
  return (said ?? text.replaceAll(/<[^>]*>|\s+/g, ' ').trim()).slice(0, 200);
}

/** Most refusals carry `message`, failed originations carry `error`. */
function messageIn(parsed: unknown): string | undefined {
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  if ('message' in parsed && typeof parsed.message === 'string') return parsed.message;
  return 'error' in parsed && typeof parsed.error === 'string' ? parsed.error : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
