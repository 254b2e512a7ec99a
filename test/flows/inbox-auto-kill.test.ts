import { expect, test } from 'vitest';
import { startInboxProcess } from '../support/inbox-process.ts';
import { waitFor } from '../support/telegram-wait.ts';

test('killed while greetings are under way, each customer gets one', async () => {
  const office = await startInboxProcess();
  const { meta, telegram, page, owner, group } = office;
  await owner.says('/autoanswers');
  await owner.taps('✏️ Salomlashuv');
  await owner.sees(/nima deyilsin/);
  await owner.says('Salom!');
  await owner.taps('Saqlab, yoqish');
  await owner.sees(/Saqlandi va yoqildi/);
  const greeted = () =>
    new Set(
      group
        .messages()
        .flatMap(({ isFromBot, text, threadId }) =>
          isFromBot && text.includes('🤖') ? [threadId] : [],
        ),
    );
  const greetedAre = (count: number) =>
    waitFor(telegram.emulator.world.changed, {
      withinMs: 30_000,
      look: () => (greeted().size >= count ? true : undefined),
      explain: () => `${greeted().size} of ${count} greeted\n${group.screen()}`,
    });
  const customers = Array.from({ length: 6 }, (_, index) =>
    meta.createCustomer(page, `Mijoz-${index}`),
  );
  meta.faults.rate('send', 0.3, [{ type: 'dropAfter' }], 5);
  for (const [round, most] of [1, 5].entries()) {
    for (const customer of customers.slice(3 * round, 3 * round + 3)) customer.writes('Salom');
    await greetedAre(most);
    await office.kill();
  }
  await greetedAre(6);
  for (const { customer } of customers) {
    const topic = await group.topic(new RegExp(customer.name));
    await owner.says('oxiri', { in: group, topic });
  }
  // Behind the greeting, in each customer's order.
  const received = () => customers.map((one) => one.received().map(({ text }) => text));
  await waitFor(meta.world.changed, {
    withinMs: 60_000,
    look: () => (received().every((texts) => texts.includes('oxiri')) ? true : undefined),
    explain: () => `the customers have ${JSON.stringify(received())}`,
  });
  expect(received()).toEqual(customers.map(() => ['Salom!', 'oxiri']));
  expect(telegram.violations).toEqual([]);
  await office.stop();
}, 120_000);
