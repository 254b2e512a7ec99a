import { z } from 'zod';

/** Why the Graph API did not do what it was asked; each kind has one thing to do about it (`remedyOf`). */
export type GraphFailure =
  /** No connection was made: nothing can have happened. */
  | { readonly type: 'unreached' }
  /** It was sent and no answer came that can be read: it may have been done. */
  | { readonly type: 'unanswered' }
  /** Meta says that it is Meta's own trouble. */
  | { readonly type: 'temporary' }
  /** `waitMs`: what Meta wants; undefined when it does not say. */
  | { readonly type: 'rateLimited'; readonly waitMs: number | undefined }
  /** The token is no longer good, or never was: only a person can bring a new one. */
  | { readonly type: 'tokenDead' }
  /** The token is of another app than our secret. */
  | { readonly type: 'wrongAppSecret' }
  /** The app or the token lacks a permission. */
  | { readonly type: 'notPermitted'; readonly message: string }
  /** The app is not live, and this customer has no role in it. */
  | { readonly type: 'notLive' }
  | { readonly type: 'outsideWindow' }
  | { readonly type: 'tagRetired' }
  | { readonly type: 'noSuchCustomer' }
  /** Meta does not show this object, which it does with some people. */
  | { readonly type: 'notShown' }
  /** The customer blocked us, left, or cannot be written to. */
  | { readonly type: 'customerUnavailable' }
  | { readonly type: 'badPrivateReply' }
  /** Somebody must accept Meta's terms for contacts. */
  | { readonly type: 'termsNotAccepted' }
  /** Anything else, in Meta's words. */
  | {
      readonly type: 'refused';
      readonly code: number;
      readonly subcode: number | undefined;
      readonly message: string;
    };

/**
 * - `again`: the same once more, after a pause; nothing was done.
 * - `reconcile`: look whether it was done; what cannot be found out is a person's question.
 * - `pauseAccount`: nothing goes through this account until a person mends it; keep what waits.
 * - `giveUp`: it will never go through as it is; tell the one who wrote it.
 */
export type Remedy = 'again' | 'reconcile' | 'pauseAccount' | 'giveUp';

export function remedyOf({ type }: GraphFailure): Remedy {
  switch (type) {
    case 'unreached':
    case 'temporary':
    case 'rateLimited':
      return 'again';
    case 'unanswered':
      return 'reconcile';
    case 'tokenDead':
    case 'wrongAppSecret':
    case 'notPermitted':
      return 'pauseAccount';
    case 'notLive':
    case 'outsideWindow':
    case 'tagRetired':
    case 'noSuchCustomer':
    case 'notShown':
    case 'customerUnavailable':
    case 'badPrivateReply':
    case 'termsNotAccepted':
    case 'refused':
      return 'giveUp';
  }
}

const GraphErrorBody = z.object({
  error: z.object({
    message: z.string().catch(''),
    code: z.number(),
    error_subcode: z.number().optional().catch(undefined),
    is_transient: z.boolean().optional().catch(undefined),
  }),
});

type GraphError = z.output<typeof GraphErrorBody>['error'];

const limited = [4, 17, 32, 613];
/** One for each product. Source: Graph API, "Rate Limits", business use cases. */
const isBusinessLimit = (code: number) => code >= 80_000 && code <= 80_014;
const temporary = [-1, 1, 2, 1200];
const tokens = [102, 190];
const windows = [2_018_278, 2_534_022];

/**
 * What a refusal means, or undefined when the body is none of Meta's. Sources: Meta's pages of error
 * codes (18 March 2026); codes that users of other systems met: chatwoot#14669, #12935, erxes#9177,
 * Composio#3604.
 */
export function readGraphFailure(body: unknown, waitMs?: number): GraphFailure | undefined {
  const read = GraphErrorBody.safeParse(body);
  if (!read.success) return undefined;
  const { error } = read.data;
  const { code } = error;
  if (tokens.includes(code) || isMissingToken(error)) return { type: 'tokenDead' };
  if (limited.includes(code) || isBusinessLimit(code)) return { type: 'rateLimited', waitMs };
  // It comes under 551, and under 200 as well.
  if (code === 551 || error.error_subcode === 1_545_041) return { type: 'customerUnavailable' };
  if ([code, error.error_subcode].includes(2_018_344)) return { type: 'termsNotAccepted' };
  if (code === 10) return readPermission(error);
  if (code === 100) return readParameter(error);
  if (code === 3 || (code >= 200 && code <= 299)) return readPermission(error);
  if (temporary.includes(code) || error.is_transient === true) return { type: 'temporary' };
  return refused(error);
}

/** 2500 also means an unknown path, which is our own mistake. */
function isMissingToken({ code, message }: GraphError): boolean {
  return code === 2500 && message.includes('access token');
}

function readPermission({ error_subcode: subcode, message }: GraphError): GraphFailure {
  if (subcode !== undefined && windows.includes(subcode)) return { type: 'outsideWindow' };
  if (/outside of (the )?allowed window/i.test(message)) return { type: 'outsideWindow' };
  const isNotLive = subcode === 2_018_108 || /admins, developers or testers/i.test(message);
  return isNotLive ? { type: 'notLive' } : { type: 'notPermitted', message };
}

/** Subcodes of 100. */
const parameters = new Map([
  [33, 'notShown'],
  [1_893_061, 'tagRetired'],
  [2_018_001, 'noSuchCustomer'],
  [2_534_025, 'badPrivateReply'],
] as const);

function readParameter(error: GraphError): GraphFailure {
  const known = [...parameters].find(([subcode]) => subcode === error.error_subcode);
  if (known) return { type: known[1] };
  return error.message.includes('appsecret_proof') ? { type: 'wrongAppSecret' } : refused(error);
}

/** Long enough for Meta's sentences, short enough for a chat. */
const longestMessage = 300;

function refused({ code, error_subcode: subcode, message }: GraphError): GraphFailure {
  return { type: 'refused', code, subcode, message: message.slice(0, longestMessage) };
}
