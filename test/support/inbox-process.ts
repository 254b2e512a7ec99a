import { fork } from 'node:child_process';
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

/** An office whose app is a process of its own, on a disk that can be full. */
export async function startInboxProcess() {
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
    ...{ verifyToken, pageToken: token },
  };
  const script = path.join(import.meta.dirname, 'inbox-child.ts');
  const env = await faultEnvironment(orderFile);
  const child = fork(script, [JSON.stringify(task)], { env });
  let claim = '';
  for (let isUp = false; !isUp;) {
    const [said] = (await once(child, 'message')) as [string];
    isUp = !said.startsWith('claim_');
    if (isUp) await meta.webhooks.register(`${said}/chats/webhook/facebook`, verifyToken);
    else claim = said;
  }
  const owner = telegram.createPerson({ name: 'Dilshod', languageCode: 'uz' });
  await owner.opensLink(`https://t.me/${telegram.botUsername}?start=${claim}`);
  await owner.sees(/Endi siz bu yerning egasisiz/);
  const group = telegram.createGroup({ title: 'Mijozlar', isForum: true });
  group.adds(owner);
  await owner.says('/inboxhere', { in: group });
  await owner.sees(/Endi Messenger/, { in: group });
  return {
    ...{ meta, telegram, page, owner, group },
    fillDisk: () => {
      breakDisk(orderFile, 'ENOSPC', [varFolder]);
    },
    freeDisk: () => {
      mendDisk(orderFile);
    },
    stop: async () => {
      const died = once(child, 'exit');
      child.kill('SIGKILL');
      await died;
      await pbx.stop();
      await meta.close();
      await telegram.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
