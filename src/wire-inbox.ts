import type { LiveConfig } from './config.ts';
import { createInbox, createInboxStore, type InboxDeps } from './features/inbox/index.ts';
import { createSignatureCheck } from './meta/signature.ts';
import type { Storage } from './storage/database.ts';

/** The customers of Messenger and Instagram. */
export function wireInbox({
  meta,
  database,
  clock,
  log,
}: { readonly meta: LiveConfig['meta']; readonly database: Storage } & Pick<
  InboxDeps,
  'clock' | 'log'
>) {
  const { verifyToken } = meta;
  const checks = [meta.appSecret, meta.instagram.appSecret].flatMap((secret) =>
    secret ? [createSignatureCheck(secret)] : [],
  );
  const access =
    verifyToken && checks.length > 0
      ? {
          verifyToken,
          isSigned: (header: unknown, bytes: Uint8Array) =>
            checks.some((isSigned) => isSigned(header, bytes)),
        }
      : undefined;
  return createInbox({
    store: createInboxStore(database),
    access: () => access,
    clock,
    log,
    onEvents: () => undefined,
  });
}
