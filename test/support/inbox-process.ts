import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPbx } from '../../src/sandbox/pbx/start-pbx.ts';
import { writeStarterEtc } from '../../src/sandbox/pbx/starter-etc.ts';
import { breakDisk, faultEnvironment, mendDisk } from './fault-shim.ts';
import type { InboxTask } from './inbox-child.ts';
import { startMeta } from './meta.ts';
import { startTelegram } from './telegram.ts';

const verifyToken = 'navbatchi-tekshiruvi';

export type InboxProcess = Awaited<ReturnType<typeof startInboxProcess>>;

/**
 * A company with a page of Messenger, whose app is a process of its own, to be killed; its owner and the
 * group where customers stand. `isDiskFragile`: its disk can be full. `isDeaf`: no webhook comes.
 * With a `poison` it dies by itself, and is started again as pm2 does.
 */
export async function startInboxProcess({
  inboxPace,
  poison,
  isDiskFragile = false,
  isDeaf = false,
}: Pick<InboxTask, 'inboxPace' | 'poison'> & {
  readonly isDiskFragile?: boolean;
  readonly isDeaf?: boolean;
} = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'nb-process-'));
  const meta = await startMeta();
  const telegram = await startTelegram();
  const etc = path.join(folder, 'etc');
  const varFolder = path.join(folder, 'var');
  const orderFile = path.join(folder, 'order');
  const password = 'sandbox-password-of-this-run';
  await writeStarterEtc(etc, password);
  const pbx = await startPbx({ etcFolder: etc });
  const { page, token } = meta.createPage({ name: 'Sahifa' });
  const { apiRoot, token: botToken } = telegram;
  const task: InboxTask = {
    pbx: { ariUrl: pbx.url, username: 'backend', password, etc, astCommand: ['false'] },
    telegram: { apiRoot, token: botToken },
    ...{ varFolder, graphRoot: meta.graphRoot, appSecret: meta.appSecret },
    ...{ verifyToken, pageToken: token, ...(inboxPace && { inboxPace }) },
    ...(poison !== undefined && { poison }),
  };
  const env = isDiskFragile ? await faultEnvironment(orderFile) : process.env;
  let claim = '';
  const start = async (): Promise<ChildProcess> => {
    const script = path.join(import.meta.dirname, 'inbox-child.ts');
    const child = fork(script, [JSON.stringify(task)], { env });
    const lived = new AbortController();
    child.once('exit', () => {
      lived.abort();
      if (poison !== undefined && !isOver) void revive();
    });
    for (;;) {
      const [said] = (await once(child, 'message', { signal: lived.signal })) as [string];
      if (said.startsWith('claim_')) claim = said;
      else {
        if (!isDeaf) await meta.webhooks.register(`${said}/chats/webhook/facebook`, verifyToken);
        return child;
      }
    }
  };
  let deaths = 0;
  let isOver = false;
  const revive = async (): Promise<void> => {
    deaths += 1;
    // One that dies before it is heard of is revived by its own end.
    child = await start().catch(() => child);
  };
  let child = await start();
  const die = async (): Promise<void> => {
    isOver = true;
    const died = once(child, 'exit');
    child.kill('SIGKILL');
    await died;
  };
  const owner = telegram.createPerson({ name: 'Dilshod', languageCode: 'uz' });
  await owner.opensLink(`https://t.me/${telegram.botUsername}?start=${claim}`);
  await owner.sees(/Endi siz bu yerning egasisiz/);
  const group = telegram.createGroup({ title: 'Mijozlar', isForum: true });
  group.adds(owner);
  await owner.says('/inboxhere', { in: group });
  await owner.sees(/Endi Messenger/, { in: group });
  return {
    ...{ meta, telegram, page, owner, group, varFolder },
    /** kill -9, and the next life. */
    kill: async () => {
      await die();
      isOver = false;
      child = await start();
    },
    /** So often it died by itself. */
    deaths: () => deaths,
    /** kill -9; what it left on the disk can be read until `stop`. */
    die,
    fillDisk: () => {
      breakDisk(orderFile, 'ENOSPC', [varFolder]);
    },
    freeDisk: () => {
      mendDisk(orderFile);
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) await die();
      await pbx.stop();
      await meta.close();
      await telegram.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
