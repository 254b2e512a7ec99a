import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from '../../src/sandbox/meta/world.ts';
import { startPbx } from '../../src/sandbox/pbx/start-pbx.ts';
import { writeStarterEtc } from '../../src/sandbox/pbx/starter-etc.ts';
import type { InboxTask } from './inbox-child.ts';
import { startMeta, type FakeMeta } from './meta.ts';
import { startTelegram, type FakeTelegram, type Group, type Person } from './telegram.ts';

/** A company with a page, whose bot is a process of its own and can be killed. */
export type MortalOffice = {
  readonly meta: FakeMeta;
  readonly telegram: FakeTelegram;
  readonly page: Account;
  readonly owner: Person;
  readonly group: Group;
  /** kill -9, and the next life. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const verifyToken = 'navbatchi-tekshiruvi';

export async function startMortalOffice(): Promise<MortalOffice> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nb-mortal-'));
  const meta = await startMeta();
  const telegram = await startTelegram();
  const etc = path.join(folder, 'etc');
  const password = 'sandbox-password-of-this-run';
  await writeStarterEtc(etc, password);
  const pbx = await startPbx({ etcFolder: etc });
  const { page, token } = meta.createPage({ name: 'Sahifa' });
  const { apiRoot, token: botToken } = telegram;
  const task: InboxTask = {
    pbx: { ariUrl: pbx.url, username: 'backend', password, etc, astCommand: ['false'] },
    telegram: { apiRoot, token: botToken },
    ...{ varFolder: folder, graphRoot: meta.graphRoot, appSecret: meta.appSecret },
    ...{ verifyToken, pageToken: token },
  };
  let claim = '';
  const start = async (): Promise<ChildProcess> => {
    const child = fork(path.join(import.meta.dirname, 'inbox-child.ts'), [JSON.stringify(task)]);
    for (;;) {
      const [said] = (await once(child, 'message')) as [string];
      if (said.startsWith('claim_')) claim = said;
      else {
        await meta.webhooks.register(`${said}/chats/webhook/facebook`, verifyToken);
        return child;
      }
    }
  };
  const die = async (child: ChildProcess): Promise<void> => {
    const died = once(child, 'exit');
    child.kill('SIGKILL');
    await died;
  };
  let child = await start();
  const owner = telegram.createPerson({ name: 'Dilshod', languageCode: 'uz' });
  await owner.opensLink(`https://t.me/${telegram.botUsername}?start=${claim}`);
  await owner.sees(/Endi siz bu yerning egasisiz/);
  const group = telegram.createGroup({ title: 'Mijozlar', isForum: true });
  group.adds(owner);
  await owner.says('/inboxhere', { in: group });
  await owner.sees(/Endi Messenger/, { in: group });
  return {
    ...{ meta, telegram, page, owner, group },
    kill: async () => {
      await die(child);
      child = await start();
    },
    stop: async () => {
      await die(child);
      await pbx.stop();
      await meta.close();
      await telegram.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
