import type { LinkState } from '../asterisk/ari-events.ts';
import type { Check, Finding } from '../lib/check.ts';
import type { Clock } from '../lib/clock.ts';
import { bad } from './finding.ts';

export type AriLinkDeps = {
  /** Of the bot's own event link. */
  readonly linkState: () => LinkState;
  readonly clock: Clock;
};

/** Whether the bot hears what happens in Asterisk; that it could is another check. */
export function ariLinkChecks(deps: AriLinkDeps): readonly Check[] {
  return [
    {
      ...{ id: 'ari-link', group: 'ari', needs: ['ari-events'] },
      run: () => Promise.resolve(judgeLink(deps)),
    },
  ];
}

/** The link tries again at least every 15 s. */
const patienceMs = 60_000;

function judgeLink({ linkState, clock }: AriLinkDeps): readonly Finding[] {
  const state = linkState();
  if (state.type !== 'down') return [];
  const { reason } = state.because;
  if (reason === 'replaced') return [bad('check-ari-link-replaced')];
  return clock.now() - state.at < patienceMs ? [] : [bad('check-ari-link-down', { reason })];
}
