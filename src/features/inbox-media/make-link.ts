import type { Platform } from '../../meta/customer-event.ts';
import type { MediaDeps } from './media-deps.ts';

/**
 * The address by which people see what Meta keeps. Of Instagram it is one of ours, where there is one, which
 * ends when the customer takes the message back.
 */
export async function makeLink(
  { store, publicUrl, newLinkId, clock }: MediaDeps,
  {
    platform,
    url,
    mid,
  }: { readonly platform: Platform; readonly url: string; readonly mid: string | undefined },
): Promise<string> {
  if (platform !== 'instagram' || publicUrl === undefined) return url;
  const linkId = newLinkId();
  await store.add({ linkId, mid, url, createdAt: clock.now() });
  return `${publicUrl}/m/${linkId}`;
}
