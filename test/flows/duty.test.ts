import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { hasAsterisk, startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { claimOwner } from '../support/owner.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

describe.runIf(hasAsterisk)('duty', () => {
  let asterisk: TestAsterisk;
  let telegram: FakeTelegram;
  let app: TestApp;
  let owner: Person;
  let operator: Person;

  beforeAll(async () => {
    asterisk = await startAsterisk();
  });
  afterAll(() => asterisk.stop());
  beforeEach(async () => {
    telegram = await startTelegram();
    app = await startTestApp(asterisk, telegram);
    owner = await claimOwner(telegram, app);
    operator = await invite('Aziza', 'operator');
  });
  afterEach(async () => {
    await app.stop();
    expect(telegram.violations).toEqual([]);
    await telegram.stop();
  });

  async function invite(name: string, role: string): Promise<Person> {
    await owner.says('/people');
    await owner.taps('Taklif');
    await owner.taps(role);
    const { text } = await owner.sees(/start=inv_/);
    const person = telegram.createPerson({ name, languageCode: 'uz' });
    await person.opensLink(/https:\S+/.exec(text)?.[0] ?? '');
    await person.sees(/Xush kelibsiz/);
    return person;
  }

  test('an operator goes on duty and off again, and the last one is told that nobody is left', async () => {
    await operator.says('/duty');
    await operator.sees(/emassiz[^]*Hozir hech kim navbatda emas/);
    await operator.taps('Navbatga kirish');
    await operator.sees(
      /Siz navbatdasiz<?\/?b?>?, \d\d:\d\d dan beri[^]*1 kishi:\n• Aziza · \d\d:\d\d/,
    );
    await owner.says('/duty');
    await owner.sees(/emassiz[^]*• Aziza · \d\d:\d\d dan beri/);
    await operator.says('/duty off');
    await operator.sees(/Endi hech kim navbatda emas[^]*Siz navbatda emassiz/);
    await owner.says('/audit');
    await owner.sees(/✅ Navbatdan chiqish[^]*✅ Navbatga kirish/);
  });

  test('a supervisor puts others on duty, who are told; operators have no such button', async () => {
    const supervisor = await invite('Sardor', 'nazoratchi');
    await operator.says('/duty');
    const own = await operator.sees(/emassiz/);
    expect(own.buttons.flat().map(({ label }) => label)).toEqual([
      '🟢 Navbatga kirish',
      '🔄 Yangilash',
    ]);
    await supervisor.says('/duty');
    await supervisor.taps('Boshqalar');
    const { toast } = await supervisor.taps('⚪️ Aziza');
    expect(toast).toBe('🟢 Aziza navbatda');
    await operator.sees('🟢 Sardor sizni navbatga qoʻydi', { anytime: true });
    await supervisor.taps('🟢 Aziza');
    await operator.sees('Sardor sizni navbatdan chiqardi', { anytime: true });
    await supervisor.taps('Orqaga');
    await supervisor.sees(/Hozir hech kim navbatda emas/);
  });

  test('an admin sees what goes where, and a link leads there', async () => {
    await owner.says('/routes');
    await owner.sees(
      /hech qaysi guruhda[^]*vaqti belgilanmagan[^]*\(0 kishi\)[^]*soatlar belgilanmagan/,
    );
    const group = telegram.createGroup({ title: 'Aloqa markazi', isForum: true });
    group.adds(owner);
    const topic = group.createTopic('Qoʻngʻiroqlar');
    await owner.says('/callshere', { in: group, topic });
    await owner.sees(/shu yerda koʻrinadi/, { in: group, topic });
    await operator.says('/duty on');
    await operator.sees(/Siz navbatdasiz/);
    await owner.taps('Yangilash');
    await owner.sees(/belgilangan guruhga[^]*\(1 kishi\)/);
    // Nobody asks for a place of customers who cannot come.
    expect(owner.screen()).not.toContain('Instagram');
    await owner.says('/inboxhere', { in: group });
    await owner.sees(/Endi Messenger/, { in: group });
    await owner.taps('Yangilash');
    await owner.sees(/Instagram mijozlari: belgilangan guruh/);
    const { url } = await owner.taps('📞 Qoʻngʻiroqlar');
    expect(url).toBe(`https://t.me/c/${String(group.chatId).slice(4)}/${topic.threadId}`);
  });

  test('who lost the role of supervisor in between cannot set others any more', async () => {
    const supervisor = await invite('Sardor', 'nazoratchi');
    await supervisor.says('/duty');
    await supervisor.taps('Boshqalar');
    await owner.says('/people');
    await owner.taps('Sardor');
    await owner.taps(/operator/i);
    await owner.taps(/Ha|operator/i);
    await owner.sees(/Sardor[^]*operator/i, { anytime: true });
    await supervisor.taps('Aziza');
    await owner.says('/duty');
    await owner.sees(/Hozir hech kim navbatda emas/);
  });
});
