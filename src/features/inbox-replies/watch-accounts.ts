import { messageOf } from '../../lib/error.ts';
import type { GraphAccess } from '../../meta/graph.ts';
import type { GraphFailure } from '../../meta/graph-failure.ts';
import type { Platform } from '../../meta/customer-event.ts';
import type { RepliesDeps, ReplyPace } from './replies-deps.ts';

type Kind = GraphAccess['kind'];

const platforms: readonly Platform[] = ['messenger', 'instagram'];

/**
 * Accounts through which nothing goes until a person mends something. The admins are told once; from time
 * to time the token is tried, and when it is good again, what waits goes on.
 */
export function watchAccounts(
  deps: RepliesDeps & { readonly pace: ReplyPace },
  signal: AbortSignal,
) {
  const { store, clock, log, people, patientChat, wordsOf } = deps;
  const paused = new Map<string, string>();
  /** Of which only a reply can tell whether they may write again. */
  const onTrial = new Set<string>();
  let lookAt = 0;

  const tellAdmins = async (key: string, args: Readonly<Record<string, string>>): Promise<void> => {
    for (const { telegramId, role, locale } of await people.list()) {
      if (telegramId === undefined || !['owner', 'admin'].includes(role)) continue;
      const text = wordsOf(locale)(key, args);
      await patientChat.sendMessage(telegramId, { text }).catch((error: unknown) => {
        log.warn({ telegramId, cause: messageOf(error) }, 'an admin could not be told');
      });
      if (signal.aborted) return;
    }
  };

  const accessOf = (account: string): GraphAccess | undefined =>
    platforms.map((one) => deps.accessOf(one)).find((one) => one?.kind === account);

  const tryAgain = async (account: string): Promise<void> => {
    const access = accessOf(account);
    if (!access || (await deps.graph.readAccount(access)).type !== 'found') return;
    // Who may not write may still read who they are.
    const isUnsure = paused.get(account) === 'notPermitted';
    if (isUnsure) onTrial.add(account);
    paused.delete(account);
    if (!isUnsure) await end(account);
  };

  const end = async (account: string): Promise<void> => {
    await store.endPause(account);
    deps.onResumed();
    await tellAdmins('replies-resumed', { account });
  };

  const tellPause = async (account: string, because: string): Promise<void> => {
    await tellAdmins('replies-paused', { account, because });
    await store.notePauseTold(account);
  };

  return {
    load: async (): Promise<void> => {
      for (const { account, because, isTold } of await store.listPauses()) {
        paused.set(account, because);
        if (!isTold) await tellPause(account, because);
      }
    },
    has: (account: Kind): boolean => paused.has(account),
    begin: async (account: Kind, because: GraphFailure['type']): Promise<void> => {
      if (paused.has(account)) return;
      paused.set(account, because);
      lookAt = clock.now() + deps.pace.tokenMs;
      // It is the trouble that was told before.
      if (onTrial.delete(account)) return;
      await store.setPause(account, because, clock.now());
      await tellPause(account, because);
    },
    /** A reply came to its end: when it was sent, an account on trial may write again. */
    noteEnd: async (account: Kind, replyId: number): Promise<void> => {
      if (!onTrial.has(account)) return;
      const reply = await store.byId(replyId);
      if (reply?.state === 'sent' && onTrial.delete(account)) await end(account);
    },
    /** Looks whether something was mended, when it is time. */
    look: async (): Promise<void> => {
      if (paused.size === 0 || clock.now() < lookAt) return;
      lookAt = clock.now() + deps.pace.tokenMs;
      for (const account of [...paused.keys()]) await tryAgain(account);
    },
    waitMs: (): number => (paused.size === 0 ? Infinity : Math.max(50, lookAt - clock.now())),
  };
}
