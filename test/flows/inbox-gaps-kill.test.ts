import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startPbx } from '../../src/sandbox/pbx/start-pbx.ts';
import { writeStarterEtc } from '../../src/sandbox/pbx/starter-etc.ts';
import type { InboxTask } from '../support/inbox-child.ts';
import { startMeta } from '../support/meta.ts';
import { startTelegram } from '../support/telegram.ts';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

test('killed again and again while it fetches what nobody told, each message stands in its topic once', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'nb-gaps-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const meta = await startMeta();
  stops.push(() => meta.close());
  const telegram = await startTelegram();
  stops.push(() => telegram.stop());
  const etc = path.join(folder, 'etc');
  const password = 'sandbox-password-of-this-run';
  await writeStarterEtc(etc, password);
  const pbx = await startPbx({ etcFolder: etc });
  stops.push(() => pbx.stop());
  const { page, token: pageToken } = meta.createPage({ name: 'Sahifa' });
  const { apiRoot, token } = telegram;
  const task: InboxTask = {
    pbx: { ariUrl: pbx.url, username: 'backend', password, etc, astCommand: ['false'] },
    telegram: { apiRoot, token },
    ...{ varFolder: folder, graphRoot: meta.graphRoot, appSecret: meta.appSecret, pageToken },
    verifyToken: 'navbatchi-tekshiruvi',
    inboxPace: {
      ...{ settleMs: 150, firstCompareMs: 0, compareEveryMs: 500, compareAgainMs: 100 },
      ...{ lookEveryMs: 40, graceMs: 300, overlapMs: 60_000 },
    },
  };
  meta.limits.set('conversations', 100);
  let claim = '';
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const script = path.join(import.meta.dirname, '../support/inbox-child.ts');
    child = fork(script, [JSON.stringify(task)]);
    for (;;) {
      const [said] = (await once(child, 'message')) as [string];
      if (!said.startsWith('claim_')) return;
      claim = said;
    }
  };
  const kill = async (): Promise<void> => {
    if (!child) return;
    const died = once(child, 'exit');
    child.kill('SIGKILL');
    await died;
  };
  await start();
  stops.push(kill);
  const owner = telegram.createPerson({ name: 'Dilshod', languageCode: 'uz' });
  await owner.opensLink(`https://t.me/${telegram.botUsername}?start=${claim}`);
  await owner.sees(/Endi siz bu yerning egasisiz/, { within: 60_000 });
  const group = telegram.createGroup({ title: 'Mijozlar', isForum: true });
  group.adds(owner);
  await owner.says('/inboxhere', { in: group });
  await owner.sees(/Endi Messenger/, { in: group, within: 60_000 });
  // No webhook comes at all: there is no address.
  const customers = Array.from({ length: 8 }, (_, index) => meta.createCustomer(page, `M${index}`));
  for (const customer of customers) {
    for (const text of ['bir', 'ikki', 'uch']) customer.writes(`${text} ${customer.customer.name}`);
  }
  const looks = (): number => meta.calls.filter(({ name }) => name === 'messages').length;
  for (const atLook of [2, 5]) {
    await expect.poll(looks, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(atLook);
    await kill();
    await start();
  }
  for (const { customer } of customers) {
    const topic = await group.topic(`💬 ${customer.name}`, 60_000);
    const last = new RegExp(`uch ${customer.name}$`);
    await owner.sees(last, { in: group, topic, anytime: true, within: 60_000 });
    const texts = group
      .messages(topic)
      .filter(({ isFromBot, text }) => isFromBot && text.includes('🛟'))
      .map(({ text }) => text);
    const words = texts.map((text) => /\n(bir|ikki|uch) /.exec(text)?.[1]);
    expect([...new Set(words)]).toEqual(['bir', 'ikki', 'uch']);
    // Where a kill took Telegram's answer, the second one says ↻.
    const again = words.length - new Set(words).size;
    expect(texts.filter((text) => text.startsWith('↻')).length).toBeGreaterThanOrEqual(again);
  }
}, 120_000);
