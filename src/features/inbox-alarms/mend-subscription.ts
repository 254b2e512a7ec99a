import type { GraphAccess } from '../../meta/graph.ts';
import type { AlarmDeps } from './alarm-deps.ts';
import { wantedFields } from '../../meta/webhook-fields.ts';

export type MendedSubscription =
  | { readonly type: 'mended' }
  | { readonly type: 'noToken' }
  | { readonly type: 'failed'; readonly because: string };

/** Has Meta tell us again what customers write; what else it tells stays. Believed when Meta says so itself. */
export async function mendSubscription(
  { graph, accesses, onMended }: Pick<AlarmDeps, 'graph' | 'accesses' | 'onMended'>,
  kind: GraphAccess['kind'],
): Promise<MendedSubscription> {
  const access = accesses.find((one) => one.kind === kind);
  if (!access) return { type: 'noToken' };
  const before = await graph.readSubscription(access);
  if (before.type !== 'found') return { type: 'failed', because: before.type };
  const fields = new Set([...before.value.fields, ...wantedFields[kind]]);
  const done = await graph.subscribe(access, [...fields]);
  if (done.type !== 'found') return { type: 'failed', because: done.type };
  const after = await graph.readSubscription(access);
  if (after.type !== 'found' || !after.value.fields.includes('messages')) {
    return { type: 'failed', because: 'unchanged' };
  }
  onMended();
  return { type: 'mended' };
}
