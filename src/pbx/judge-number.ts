import { routeOf, type Dialplan, type Route } from './dialplan.ts';
import { judgeNumber, type ExtensionPolicy, type NumberVerdict } from './extension.ts';

/**
 * `inDialplan`: the dialplan leads the number to something else than its phone. A free one's `route` is
 * `unknown` when the dialplan could not be read.
 */
export type NumberJudgement =
  | { readonly type: 'free'; readonly route: Exclude<Route['type'], 'elsewhere'> }
  | { readonly type: 'inDialplan'; readonly context: string; readonly step: string }
  | { readonly type: Exclude<NumberVerdict, 'free'> };

/** Whether a number may be given: by policy, by the PBX's files, by the running dialplan. */
export function judgeWithDialplan(
  number: string,
  policy: ExtensionPolicy,
  {
    taken,
    dialplan,
  }: { readonly taken: ReadonlySet<string>; readonly dialplan: Dialplan | undefined },
): NumberJudgement {
  const verdict = judgeNumber(number, policy, taken);
  if (verdict !== 'free') return { type: verdict };
  const route: Route = dialplan ? routeOf(dialplan, number) : { type: 'unknown' };
  if (route.type !== 'elsewhere') return { type: 'free', route: route.type };
  return { type: 'inDialplan', context: route.context, step: route.step };
}
