const hourMs = 60 * 60_000;

/** After the customer's last word. Source: Messenger Platform, "Send Messages"; "Human Agent". */
const usualMs = 24 * hourMs;
const humanMs = 7 * 24 * hourMs;

/** Until when a customer may be answered; `human` is the same as `usual` where Meta did not approve more. */
export function windowOf(
  lastSaidAt: number,
  hasHumanAgent: boolean,
): { readonly usual: number; readonly human: number } {
  return {
    usual: lastSaidAt + usualMs,
    human: lastSaidAt + (hasHumanAgent ? humanMs : usualMs),
  };
}

/** How a reply of a person may go now, or why it may not. */
export function policyAt(
  now: number,
  lastSaidAt: number | undefined,
  hasHumanAgent: boolean,
): 'response' | 'humanAgent' | 'windowNever' | 'windowDay' | 'windowWeek' {
  if (lastSaidAt === undefined) return 'windowNever';
  const { usual, human } = windowOf(lastSaidAt, hasHumanAgent);
  if (now <= usual) return 'response';
  if (now <= human) return 'humanAgent';
  return hasHumanAgent ? 'windowWeek' : 'windowDay';
}
