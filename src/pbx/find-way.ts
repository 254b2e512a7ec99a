import { routeOf, type Dialplan } from './dialplan.ts';

/** What the dialplan does with a number that may be dialled in several ways. */
export type WayOut =
  | { readonly type: 'taken'; readonly way: string }
  /** `unknown`: it takes none that can be seen, and may hold more than can be seen. */
  | { readonly type: 'nowhere' | 'unknown' };

/** The first of these ways that the dialplan takes. Without a dialplan nothing is known. */
export function findWay(dialplan: Dialplan | undefined, ways: readonly string[]): WayOut {
  if (!dialplan) return { type: 'unknown' };
  const routes = ways.map((way) => ({ way, type: routeOf(dialplan, way).type }));
  const taken = routes.find(({ type }) => type === 'phone' || type === 'elsewhere');
  if (taken) return { type: 'taken', way: taken.way };
  const isUnknown = routes.some(({ type }) => type === 'unknown');
  return { type: isUnknown ? 'unknown' : 'nowhere' };
}
