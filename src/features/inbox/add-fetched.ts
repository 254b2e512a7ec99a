import type { CustomerKey } from '../../meta/customer-event.ts';
import type { InboxDeps } from './inbox-deps.ts';
import { readItem } from './webhook-body.ts';

/**
 * Keeps what stands in a conversation and no webhook told, in a webhook's own words, oldest first. It goes
 * the same way as if it had come; when the webhook comes after all, it is known. Resolves to how much is new.
 */
export async function addFetched(
  { store, clock, onEvents }: Pick<InboxDeps, 'store' | 'clock' | 'onEvents'>,
  {
    platform,
    accountId,
    items,
  }: Pick<CustomerKey, 'platform' | 'accountId'> & { readonly items: readonly object[] },
): Promise<number> {
  const receivedAt = clock.now();
  const added = await store.addFetched(
    items.map((item) => ({
      ...readItem({ platform, accountId, slot: 'messaging', item, receivedAt }),
      receivedAt,
    })),
  );
  if (added > 0) onEvents();
  return added;
}
