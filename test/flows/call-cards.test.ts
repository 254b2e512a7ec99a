import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { AppTask } from '../support/app-child.ts';
import {
  extensionSections,
  hasAsterisk,
  startAsterisk,
  trunkSections,
  type TestAsterisk,
} from '../support/asterisk.ts';
import { shippedFile } from '../support/asterisk-files.ts';
import { callIn, callInAndGiveUp, startBaresip, type BaresipPhone } from '../support/phones.ts';
import type { TestTopic } from '../support/telegram-group.ts';
import type { SeenMessage } from '../support/telegram-seen.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Group, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('the cards of the calls in their topic', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let group: Group;
  let topic: TestTopic;
  let varFolder: string;
  let phones: readonly BaresipPhone[];
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    asterisk = await startAsterisk({
      files: {
        'pjsip_navbatchi.conf':
          ['1001', '1002']
            .map((number) => extensionSections(number, `Pw-${number}-long`))
            .join('') + trunkSections(9),
        'extensions.conf': shippedFile('extensions.conf')
          .replace('INCOMING = PJSIP/1000', 'INCOMING = PJSIP/1001&PJSIP/1002')
          .replace('INCOMING_RING = 30', 'INCOMING_RING = 3'),
      },
    });
    phones = await Promise.all(
      ['1001', '1002'].map((username) =>
        startBaresip({ sipPort: asterisk.sipPort, username, password: `Pw-${username}-long` }),
      ),
    );
    await Promise.all(phones.map((phone) => phone.registered()));
  });
  afterAll(async () => {
    await Promise.all(phones.map((phone) => phone.stop()));
    await asterisk.stop();
  });
  beforeEach(async () => {
    telegram = await startTelegram();
    varFolder = await mkdtemp(path.join(tmpdir(), 'nb-cards-'));
    app = await startTestApp(asterisk, telegram, { varFolder });
    owner = await claimOwner(telegram, app);
    group = telegram.createGroup({ title: 'Aloqa markazi', isForum: true });
    group.adds(owner);
    topic = group.createTopic('Qoʻngʻiroqlar');
    await owner.says('/callshere', { in: group, topic });
    await owner.sees(/har bir qoʻngʻiroq shu yerda koʻrinadi/, { in: group, topic });
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    child = undefined;
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
    await rm(varFolder, { recursive: true });
  });

  const phone = (index: number): BaresipPhone => {
    const found = phones[index];
    if (!found) throw new Error(`there is no phone ${index}`);
    return found;
  };
  const customer = { to: '712000000', from: '998901234567', fromName: '<b>Ivan</b>' };
  const call = (talkMs: number) => callIn({ sipPort: asterisk.sipPort, ...customer }, talkMs);
  const card = (text: RegExp): Promise<SeenMessage> =>
    owner.sees(text, { in: group, topic, anytime: true });
  /** What stands in the topic, without the command and its answer. */
  const cards = (): readonly string[] =>
    group
      .messages(topic)
      .map(({ text }) => text)
      .filter((text) => !/calls(here|off)/.test(text));
  const ring = async (): Promise<void> => {
    await Promise.all(phones.map((one) => one.ringing()));
  };
  const quiet = async (): Promise<void> => {
    await Promise.all(phones.map((one) => one.ended()));
  };
  const giveUp = async (): Promise<void> => {
    const over = callInAndGiveUp({ sipPort: asterisk.sipPort, ...customer }, 500);
    await ring();
    await over;
    await quiet();
  };
  const silences = (): readonly unknown[] =>
    telegram
      .callsOf('sendMessage')
      .filter(({ parameters }) => parameters['message_thread_id'] === topic.threadId)
      .slice(1)
      .map(({ parameters }) => parameters['disable_notification'] === true);

  test('a customer rings both phones, one talks, and the one card tells it all', async () => {
    const over = call(1500);
    const ringing = await card(/🔔 \+998 90 123 45 67 \(<b>Ivan<\/b>\) → 1001, 1002/);
    await ring();
    await phone(1).accept();
    await card(/🗣 \+998 90 123 45 67 .*↔ 1002, \d\d:\d\d dan beri/);
    await over;
    await quiet();
    const ended = await card(/✅ \+998 90 123 45 67 .*↔ 1002 · 0:0[12] \(\d\d:\d\d\)/);
    expect(ended.messageId).toBe(ringing.messageId);
    expect(cards()).toHaveLength(1);
    expect(silences()).toEqual([true]);
  });

  test('a call nobody answers becomes a message with sound; the next one takes its place', async () => {
    await giveUp();
    await card(/❌ \+998 90 123 45 67 .*: javobni kutmay qoʻydi\n\d\d:\d\d da .* 0:0\d kutdi/);
    await owner.stopsSeeing(/🔔|⤵/, { in: group, topic });
    expect(cards()).toHaveLength(1);
    expect(silences().at(-1)).toBe(false);
    const over = call(0);
    await ring();
    await over;
    await quiet();
    await card(/❌ .*: hech kim javob bermadi[^]*🔁 2 marta/);
    await owner.stopsSeeing(/🔔|⤵|javobni kutmay/, { in: group, topic });
    expect(cards()).toHaveLength(1);
    expect(silences().at(-1)).toBe(false);
  });

  test('phones that reject are busy', async () => {
    const over = call(500);
    await ring();
    await Promise.all([phone(0).hangUp(), phone(1).hangUp()]);
    expect((await over).status).toBe(486);
    await quiet();
    await card(/❌ .*: band edi/);
  });

  test('calls among the staff make no card, a call to the outside does', async () => {
    await phone(0).dial('1002');
    await phone(1).ringing();
    await phone(1).accept();
    await Promise.all([phone(0).answered(), phone(1).answered()]);
    await phone(0).hangUp();
    await quiet();
    await phone(0).dial('998712345678');
    await card(/📤 1001 → \+998 71 234 56 78/);
    await asterisk.cli('channel request hangup all');
    await phone(0).ended();
    await card(/📤 1001 → \+998 71 234 56 78: .* \(\d\d:\d\d\)/);
    expect(cards()).toHaveLength(1);
  });

  test('a bot killed while it rings closes the card after its restart', async () => {
    await app.stop();
    child = fork(path.join(import.meta.dirname, '../support/app-child.ts'), [
      JSON.stringify({
        pbx: { ...asterisk },
        telegram: { apiRoot: telegram.apiRoot, token: telegram.token },
        varFolder,
      } satisfies AppTask),
    ]);
    await once(child, 'message');
    const over = call(500);
    await card(/🔔/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await ring();
    await over;
    await quiet();
    app = await startTestApp(asterisk, telegram, { varFolder });
    await card(/❌ .*javobni kutmay qoʻydi|❌ .*hech kim/);
    await owner.stopsSeeing(/🔔|⤵/, { in: group, topic });
    expect(cards()).toHaveLength(1);
  });

  test('Telegram away for a whole call hears of its end', async () => {
    telegram.faults.unreachable(true);
    await giveUp();
    const over = call(500);
    await ring();
    await phone(0).accept();
    await over;
    await quiet();
    telegram.faults.unreachable(false);
    // That they called in vain is over by then.
    await card(/✅ .* bilan 1001 gaplashdi/);
    await card(/✅ .*↔ 1001/);
    await owner.stopsSeeing(/🔔|⤵/, { in: group, topic });
    expect(cards()).toHaveLength(2);
  });

  test('a deleted topic and a bot that was thrown out are told to the admin once', async () => {
    group.deletesTopic(topic);
    const over = call(0);
    await ring();
    await owner.sees(/mavzu oʻchirilgan/, { anytime: true });
    await owner.sees(/🔔/, { in: group, anytime: true });
    await over;
    await quiet();
    await owner.sees(/❌/, { in: group, anytime: true });
    group.setsBot('kicked');
    await giveUp();
    await owner.sees(/bot chiqarilgan/, { anytime: true });
    await giveUp();
    const told = owner.messages().filter(({ text }) => text.includes('bot chiqarilgan'));
    expect(told).toHaveLength(1);
  });

  test('a closed topic is opened again once; closed once more, the group gets the calls', async () => {
    const refuses = (): void => {
      group.closesTopic(topic);
      telegram.faults.next('sendMessage', {
        ...{ type: 'error', code: 400, description: 'Bad Request: TOPIC_CLOSED' },
      });
    };
    refuses();
    await giveUp();
    await card(/❌/);
    expect(group.topics()).toMatchObject([{ isClosed: false }]);
    refuses();
    await giveUp();
    await owner.sees(/mavzu yopilgan/, { anytime: true });
    expect(group.topics()).toMatchObject([{ isClosed: true }]);
    expect(telegram.callsOf('reopenForumTopic')).toHaveLength(1);
  });

  test('a closed topic that the bot may not open is told to the admin', async () => {
    group.setsBot('administrator', ['can_manage_topics']);
    group.closesTopic(topic);
    await giveUp();
    await owner.sees(/mavzu yopilgan/, { anytime: true });
    await owner.sees(/❌/, { in: group, anytime: true });
    expect(group.topics()).toMatchObject([{ isClosed: true }]);
  });

  test('/callsoff ends it, and /callshere tells what is missing', async () => {
    await owner.says('/callsoff', { in: group, topic });
    await owner.sees(/endi guruhda chiqmaydi/, { in: group, topic });
    const plain = telegram.createGroup({ title: 'Oddiy guruh' });
    plain.adds(owner);
    await owner.says('/callshere', { in: plain });
    await owner.sees(/mavzular yoqilmagan/, { in: plain });
    await owner.says('/callshere', { in: group });
    await owner.sees(/Avvalgi joyda[^]*umumiy mavzu/, { in: group });
  });
});
