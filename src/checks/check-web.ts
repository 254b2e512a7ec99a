import type { Check, Finding } from '../lib/check.ts';
import { bad } from './finding.ts';

export type WebCheckDeps = {
  /** Where our own HTTP server listens; undefined while there is none. */
  readonly serverUrl: () => string | undefined;
  /** Where the world finds it, if the settings name a place. */
  readonly publicUrl: string | undefined;
};

/** Whether our own HTTP server answers, from here and from outside. */
export function webChecks({ serverUrl, publicUrl }: WebCheckDeps): readonly Check[] {
  return [
    { id: 'web', group: 'server', run: () => judgeServer(serverUrl()) },
    ...(publicUrl === undefined
      ? []
      : [
          {
            ...({ id: 'web-public', group: 'server', needs: ['web'] } as const),
            run: () => judgePublic(publicUrl),
          },
        ]),
  ];
}

async function judgeServer(url: string | undefined): Promise<readonly Finding[]> {
  if (url === undefined) return [bad('check-bot-stopped')];
  const answer = await fetchQuickly(`${url}/health`);
  return answer.status === 200 ? [] : [bad('check-bot-stopped')];
}

/** An old link of a phone card: our server says 404 to it on a page of its own that no search engine keeps. */
async function judgePublic(publicUrl: string): Promise<readonly Finding[]> {
  const host = new URL(publicUrl).host;
  const { status, reason, isOurs } = await fetchQuickly(`${publicUrl}/p/${'0'.repeat(32)}`);
  if (status === undefined) return [bad('check-public-unreachable', { host, reason })];
  return isOurs ? [] : [bad('check-public-other', { host, status: String(status) })];
}

const deadlineMs = 6_000;

async function fetchQuickly(url: string): Promise<{
  readonly status: number | undefined;
  readonly reason: string;
  readonly isOurs: boolean;
}> {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(deadlineMs),
    });
    await response.body?.cancel();
    const isOurs = response.status === 404 && response.headers.has('x-robots-tag');
    return { status: response.status, reason: '', isOurs };
  } catch (error) {
    return { status: undefined, reason: reasonOf(error), isOurs: false };
  }
}

/** fetch says only "fetch failed"; why is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'deadline';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
}
