import { GrammyError, HttpError } from 'grammy';
import { Refused, Stop, Unreachable, isSystemError, messageOf } from '../lib/error.ts';

/**
 * What Telegram's "no" means for us. Codes and sentences are Telegram's own; it has no finer codes.
 * Sources: tdlib/telegram-bot-api Client.cpp; facts gathered from its issues, November 2026.
 */
export type ApiTrouble = (typeof troubles)[number];

const troubles = [
  'unchanged',
  'gone',
  'badMarkup',
  'tooLong',
  'blocked',
  'topicGone',
  'topicClosed',
  'migrated',
  'lateAnswer',
  'wait',
  'revoked',
  'otherPoller',
  'unknownChat',
  'noRights',
  'unreachable',
  'refused',
] as const;

const sentences: readonly (readonly [RegExp, ApiTrouble])[] = [
  [/message is not modified/i, 'unchanged'],
  [
    /message to (edit|delete) not found|message can't be (edited|deleted)|MESSAGE_ID_INVALID/i,
    'gone',
  ],
  [/can't parse entities/i, 'badMarkup'],
  [/message is too long|caption is too long|MESSAGE_TOO_LONG/i, 'tooLong'],
  [/message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i, 'topicGone'],
  [/TOPIC_CLOSED/i, 'topicClosed'],
  [/query is too old|query ID is invalid/i, 'lateAnswer'],
  [/chat not found|PEER_ID_INVALID/i, 'unknownChat'],
  [/not enough rights|no rights to send|CHAT_WRITE_FORBIDDEN/i, 'noRights'],
];

export function troubleOf(error: unknown): ApiTrouble {
  if (error instanceof HttpError) return 'unreachable';
  if (error instanceof Stop) return stopTrouble(error);
  if (!(error instanceof GrammyError)) return 'refused';
  if (error.parameters.migrate_to_chat_id !== undefined) return 'migrated';
  switch (error.error_code) {
    case 401:
      return 'revoked';
    case 403:
      return 'blocked';
    case 409:
      return 'otherPoller';
    case 429:
      return 'wait';
    default:
      return sentences.find(([shape]) => shape.test(error.description))?.[1] ?? 'refused';
  }
}

/** The trouble a Stop of ours was made from. */
function stopTrouble({ details }: Stop): ApiTrouble {
  const trouble = details['trouble'];
  return troubles.find((one) => one === trouble) ?? 'refused';
}

/**
 * Telegram's trouble as a Stop: Unreachable for no answer (`details.neverLeft`: for want of a connection,
 * so the call had no effect) and for "wait" (`details.retryAfterSeconds`),
 * else Refused with Telegram's code as `status`. `details.trouble` names it; `details.migratedTo` is
 * the new id of a group that became a supergroup. Anything that is not Telegram's stays as it is.
 */
export function stopOf(error: unknown): unknown {
  const trouble = troubleOf(error);
  if (error instanceof HttpError) {
    // Only the cause's sentence goes on, without the address: it holds the token.
    const because = messageOf(error.error).replaceAll(/\bbot\d+:[\w-]+/g, 'bot[secret]');
    const details = { trouble, neverLeft: neverLeft(error.error) };
    return new Unreachable(`Telegram could not be reached: ${because}.`, { details });
  }
  if (!(error instanceof GrammyError)) return error;
  const { retry_after: retryAfterSeconds, migrate_to_chat_id: migratedTo } = error.parameters;
  const details = { trouble, retryAfterSeconds, migratedTo };
  const message = `Telegram refused ${error.method}: ${error.description}.`;
  if (trouble === 'wait') return new Unreachable(message, { details });
  return new Refused(message, { details, status: error.error_code });
}

/** The connection was not made. Sources: Node's system errors; undici's errors.js. */
const unconnected = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

function neverLeft(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return isSystemError(error, ...unconnected) || neverLeft(error.cause);
}
