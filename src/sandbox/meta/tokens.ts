import { createHash, createHmac } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { graphErrors } from './graph-error.ts';

type Token = {
  readonly ownerId: string;
  readonly type: 'PAGE' | 'USER';
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** Seconds since 1970; 0: none. */
  expiresAt: number;
  isDead: boolean;
};

/** Tokens of pages and Instagram accounts, and the app's own. */
export type Tokens = {
  /** A new one for a page or an account; the old ones go on. */
  readonly issue: (ownerId: string, options?: { readonly livesSeconds?: number }) => string;
  /** As after a changed password: 190. */
  readonly kill: (token: string) => void;
  /** Whose it is. Throws 190 for a dead or unknown one, 2500 for none. */
  readonly ownerOf: (token: string | undefined) => string;
  readonly checkProof: (token: string, proof: string | undefined) => void;
  /** What `debug_token` says in `data`. */
  readonly describe: (token: string) => object;
  /** Another one for the same account; the old one lives on until its own end. */
  readonly refresh: (token: string) => object;
  /** How many were ever given. */
  readonly issued: () => number;
};

const scopes = {
  PAGE: [
    'pages_messaging',
    'pages_manage_metadata',
    'pages_show_list',
    'instagram_manage_messages',
  ],
  USER: ['instagram_business_basic', 'instagram_business_manage_messages'],
} as const;

const daySeconds = 24 * 60 * 60;

const sixtyDaysSeconds = 60 * daySeconds;

export function createTokens({
  clock,
  appId,
  appSecret,
  isProofRequired,
  noise: unguessable = '',
  isInstagram,
}: {
  readonly clock: Clock;
  readonly appId: string;
  readonly appSecret: string;
  readonly isProofRequired: boolean;
  /** Goes into every token; without it they can be guessed. */
  readonly noise?: string | undefined;
  /** An account of its own, with Instagram Login. */
  readonly isInstagram: (ownerId: string) => boolean;
}): Tokens {
  const all = new Map<string, Token>();
  const nowSeconds = () => Math.floor(clock.now() / 1000);
  const isExpired = ({ expiresAt }: Token) => expiresAt !== 0 && expiresAt <= nowSeconds();
  const issue: Tokens['issue'] = (ownerId, { livesSeconds } = {}) => {
    const type = isInstagram(ownerId) ? 'USER' : 'PAGE';
    const noise = createHash('sha256').update(`${unguessable}${ownerId} ${all.size}`).digest('hex');
    const token = `${type === 'USER' ? 'IGAA' : 'EAAG'}${noise}${noise.slice(0, 20)}`;
    const lives = livesSeconds ?? (type === 'USER' ? sixtyDaysSeconds : 0);
    all.set(token, {
      ownerId,
      type,
      isDead: false,
      issuedAt: nowSeconds(),
      expiresAt: lives === 0 ? 0 : nowSeconds() + lives,
    });
    return token;
  };
  return {
    issue,
    issued: () => all.size,
    kill: (token) => {
      const found = all.get(token);
      if (found) found.isDead = true;
    },
    ownerOf: (token) => {
      if (token === undefined || token === '') throw graphErrors.noToken();
      if (token === `${appId}|${appSecret}`) return appId;
      const found = all.get(token);
      if (!found) throw graphErrors.badToken();
      if (found.isDead || isExpired(found)) throw graphErrors.deadToken();
      return found.ownerId;
    },
    checkProof: (token, proof) => {
      const expected = createHmac('sha256', appSecret).update(token).digest('hex');
      if (proof === undefined ? isProofRequired : proof !== expected) throw graphErrors.badProof();
    },
    describe: (token) => {
      const found = all.get(token);
      if (!found) {
        return {
          error: { code: 190, message: 'Malformed access token' },
          is_valid: false,
          scopes: [],
        };
      }
      const isValid = !found.isDead && !isExpired(found);
      return {
        ...{ app_id: appId, type: found.type, application: 'Navbatchi', is_valid: isValid },
        ...{ expires_at: found.expiresAt, data_access_expires_at: 0, profile_id: found.ownerId },
        scopes: scopes[found.type],
        ...(!isValid && { error: { code: 190, subcode: 460, message: 'The session is invalid' } }),
      };
    },
    refresh: (token) => {
      const found = all.get(token);
      if (found?.type !== 'USER') throw graphErrors.badToken();
      if (found.isDead || isExpired(found)) throw graphErrors.deadToken();
      if (nowSeconds() - found.issuedAt < daySeconds) throw graphErrors.youngToken();
      return {
        access_token: issue(found.ownerId),
        ...{ token_type: 'bearer', expires_in: sixtyDaysSeconds },
      };
    },
  };
}
