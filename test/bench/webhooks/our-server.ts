/* The door as the app opens it, on a database on the disk: `node our-server.ts <database>`. */
import { createInbox, createInboxStore } from '../../../src/features/inbox/index.ts';
import { startHttpServer } from '../../../src/http/server.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { createLog } from '../../../src/lib/log.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { createSignatureCheck } from '../../../src/meta/signature.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import { appSecret } from './load.ts';

const database = await openDatabase(process.argv[2] ?? '');
const store = createInboxStore(database);
const log = createLog({ level: 'warn' });
const isSigned = createSignatureCheck(new Secret(appSecret));
const verifyToken = new Secret('navbatchi-tekshiruvi');
const inbox = createInbox({
  store,
  access: () => ({ verifyToken, isSigned }),
  ...{ clock: systemClock, log, onEvents: () => undefined },
});
const http = await startHttpServer({
  ...{ host: '127.0.0.1', port: 0, log, readyChecks: [], routes: [inbox.http] },
});
inbox.start();
process.send?.({ url: `${http.url}/chats/webhook/facebook` });
/** Asked how much is left to read and how much was read. */
process.on('message', () => {
  void store.countWaiting().then((waiting) => process.send?.(waiting));
});
