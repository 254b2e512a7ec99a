import { Stop } from '../../lib/error.ts';
import type { AriAccessDeps } from './ari-access-deps.ts';
import type { Rotation } from './rotation.ts';

/**
 * Cuts the event sessions that ride the retired password: Asterisk itself lets them go on for ever.
 * After a leak, and when one user had to change at once, that is all of them; whoever has the new
 * password comes back by itself. Where it cannot be done the person is told.
 */
export async function closeSessions(
  { cli, store }: Pick<AriAccessDeps, 'cli' | 'store'>,
  { rotationId, kind, sessions }: Rotation,
): Promise<void> {
  try {
    if (kind !== 'alternating') {
      await cli.shutDownAriSessions();
      return;
    }
    const open = await cli.showAriSessions();
    for (const { id } of open) {
      if (sessions.includes(id)) await cli.shutDownAriSessions(id);
    }
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    await store.addRemark(rotationId, {
      key: 'ari-remark-sessions',
      args: { why: error.message },
    });
  }
}
