import type { Check, Finding } from '../lib/check.ts';
import type { Clock } from '../lib/clock.ts';
import { Unreachable } from '../lib/error.ts';
import {
  probeTelegram,
  type TelegramSettings,
  type WebhookInfo,
} from '../telegram/probe-telegram.ts';
import { bad, good, warning } from './finding.ts';

export type TelegramCheckDeps = {
  readonly settings: () => TelegramSettings;
  /** Whether updates come by webhook; else the bot asks for them. */
  readonly hasWebhook: boolean;
  readonly clock: Clock;
};

/** Whether Telegram knows the bot and its updates find their way. */
export function telegramChecks(deps: TelegramCheckDeps): readonly Check[] {
  return [
    {
      ...{ id: 'telegram-token', group: 'telegram' },
      run: () => judgeToken(deps),
    },
    {
      ...{ id: 'telegram-updates', group: 'telegram', needs: ['telegram-token'] },
      run: async () => judgeUpdates(deps, (await known(deps)).webhook),
    },
    {
      ...{ id: 'clock', group: 'server', needs: ['telegram-token'] },
      run: async () => judgeClock((await known(deps)).clockAheadMs),
    },
  ];
}

async function judgeToken({ settings, clock }: TelegramCheckDeps): Promise<readonly Finding[]> {
  const verdict = await probeTelegram(settings(), () => clock.now());
  switch (verdict.type) {
    case 'known':
      return [good('check-telegram-known', { username: verdict.username })];
    case 'refused':
      return verdict.status === 401 || verdict.status === 404
        ? [bad('check-telegram-token-refused')]
        : [bad('check-telegram-strange', { status: verdict.status })];
    case 'unreachable':
      return [
        bad('check-telegram-unreachable', {
          ...{ host: new URL(settings().apiRoot).host, reason: verdict.reason },
        }),
      ];
  }
}

async function known({ settings, clock }: TelegramCheckDeps) {
  const verdict = await probeTelegram(settings(), () => clock.now());
  if (verdict.type !== 'known') throw new Unreachable('Telegram did not answer the second time.');
  return verdict;
}

/** Telegram keeps the last error for ever; an old one is history. */
const freshErrorMs = 60 * 60_000;

/** Updates wait in Telegram for a day; so many at once means that nobody takes them. */
const manyPending = 50;

function judgeUpdates(
  { hasWebhook, clock }: TelegramCheckDeps,
  { url, pending, lastError = '', lastErrorAt = 0 }: WebhookInfo,
): readonly Finding[] {
  if (!hasWebhook) {
    return url === '' ? [] : [bad('check-webhook-unwanted', { host: URL.parse(url)?.host ?? url })];
  }
  if (url === '') return [bad('check-webhook-missing')];
  const path = URL.parse(url)?.pathname ?? '';
  const isFresh = clock.now() - lastErrorAt < freshErrorMs;
  return [
    ...(/^(\/api)?\/chats\/webhook\/telegram$/.test(path)
      ? []
      : [bad('check-webhook-path', { path })]),
    ...(isFresh ? [bad('check-webhook-error', { error: lastError })] : []),
    ...(pending >= manyPending ? [warning('check-webhook-pending', { pending })] : []),
  ];
}

/** Certificates, codes and quiet hours all go by the clock. */
const clockToleranceMs = 60_000;

function judgeClock(aheadMs: number): readonly Finding[] {
  if (Math.abs(aheadMs) <= clockToleranceMs) return [];
  return [bad('check-clock-off', { seconds: String(Math.round(Math.abs(aheadMs) / 1000)) })];
}
