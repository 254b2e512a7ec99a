import { expect, test } from 'vitest';
import { startInboxProcess } from '../support/inbox-process.ts';

test('what kills the bot each time it is shown is set aside at the third death, with a word in the topic; everything else arrives', async () => {
  const office = await startInboxProcess({ poison: 'zahar', inboxPace: { quietMs: 300 } });
  const { meta, owner, group, page } = office;
  const bobur = meta.createCustomer(page, 'Bobur');
  const kamola = meta.createCustomer(page, 'Kamola');
  bobur.writes('Salom');
  const topic = await group.topic('💬 Bobur');
  const where = { in: group, topic, anytime: true };
  await owner.sees('Salom', where);
  bobur.writes('zahar');
  bobur.writes('Keyingisi');
  kamola.writes('Men ham shu yerdaman');
  await owner.sees('Keyingisi', where);
  await owner.sees(/shu yerdaman/, { ...where, topic: await group.topic('💬 Kamola') });
  expect(office.deaths()).toBe(3);
  const said = group.messages(topic).flatMap(({ isFromBot, text }) => (isFromBot ? [text] : []));
  expect(said.slice(1)).toEqual([
    'Salom',
    expect.stringMatching(/^❔ .*\(message\).*Meta/),
    'Keyingisi',
  ]);
  await owner.says('Javob', { in: group, topic });
  await bobur.sees('Javob');
  await office.stop();
}, 60_000);

test('two that kill are set aside one after the other', async () => {
  const office = await startInboxProcess({ poison: 'zahar', inboxPace: { quietMs: 300 } });
  const { meta, owner, group, page } = office;
  const customers = ['Bobur', 'Kamola', 'Lola'].map((name) => meta.createCustomer(page, name));
  for (const customer of customers) customer.writes('Salom');
  const topics = await Promise.all(
    customers.map(({ customer }) => group.topic(`💬 ${customer.name}`)),
  );
  for (const topic of topics) await owner.sees('Salom', { in: group, topic, anytime: true });
  const [bobur, kamola, lola] = customers;
  for (const poisoner of [bobur, kamola]) poisoner?.writes('zahar');
  lola?.writes('Zararsiz');
  for (const customer of customers) customer.writes('Oxirgi');
  for (const topic of topics) await owner.sees('Oxirgi', { in: group, topic, anytime: true });
  const asides = topics.map(
    (topic) => group.messages(topic).filter(({ text }) => text.startsWith('❔')).length,
  );
  expect(asides).toEqual([1, 1, 0]);
  expect(office.deaths()).toBeLessThanOrEqual(6);
  await office.stop();
}, 60_000);

test('what was found to kill stays found when Telegram does not take the word about it at once', async () => {
  const office = await startInboxProcess({ poison: 'zahar', inboxPace: { quietMs: 300 } });
  const { meta, telegram, owner, group, page } = office;
  const bobur = meta.createCustomer(page, 'Bobur');
  bobur.writes('Salom');
  const topic = await group.topic('💬 Bobur');
  const where = { in: group, topic, anytime: true };
  await owner.sees('Salom', where);
  telegram.faults.next('sendMessage', { type: 'tooManyRequests', retryAfterSeconds: 1 });
  telegram.faults.next('sendMessage', { type: 'resetBefore' });
  bobur.writes('zahar');
  bobur.writes('Keyingisi');
  await owner.sees('Keyingisi', where);
  const asides = telegram
    .callsOf('sendMessage')
    .filter(({ parameters }) => JSON.stringify(parameters).includes('❔'));
  expect(asides.map(({ fault }) => fault)).toEqual(['tooManyRequests', 'resetBefore', undefined]);
  expect(office.deaths()).toBe(3);
  await office.stop();
}, 60_000);
