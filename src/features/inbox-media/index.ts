import { makeLink } from './make-link.ts';
import type { MediaDeps } from './media-deps.ts';
import { mediaOnHttp } from './on-http.ts';
import { sendFile } from './send-file.ts';

export { createLinkStore } from './store.ts';

/** What customers send that is no text: their files, and links to what may not be kept. */
export function createInboxMedia(deps: MediaDeps) {
  const { store } = deps;
  return {
    http: mediaOnHttp(store),
    /** Undefined: it cannot be had. */
    sendFile: (place: Parameters<typeof sendFile>[1], file: Parameters<typeof sendFile>[2]) =>
      sendFile(deps, place, file),
    makeLink: (link: Parameters<typeof makeLink>[1]) => makeLink(deps, link),
    /** Links to this message lead nowhere any more. */
    revokeLinks: store.revoke,
    forget: store.forget,
  };
}
