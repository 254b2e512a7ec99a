import { afterEach, expect, test } from 'vitest';
import { startInboxOffice, type InboxOffice } from '../support/inbox-office.ts';

const hourMs = 60 * 60_000;

let office: InboxOffice;

afterEach(async () => {
  await office.stop();
  expect(office.telegram.violations).toEqual([]);
});

/** An office whose clock, and Meta's, can be moved. */
async function startWith(hasHumanAgent: boolean) {
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  office = await startInboxOffice({ hasHumanAgent, clock });
  const { meta, owner, group, page } = office;
  const customer = meta.createCustomer(page, 'Bobur');
  customer.writes('Salom');
  const topic = await group.topic(/Bobur/);
  await owner.sees('Salom', { in: group, topic, anytime: true });
  return {
    ...{ customer, owner, where: { in: group, topic } },
    pass: (ms: number) => {
      ahead += ms;
    },
    sends: () => meta.calls.filter(({ name }) => name === 'send').length,
  };
}

test('after a day a reply is refused before Meta is asked, and goes out when the customer wrote again', async () => {
  const { customer, owner, where, pass, sends } = await startWith(false);
  pass(23 * hourMs);
  await owner.says('bir kun oʻtmasdan', where);
  await customer.sees('bir kun oʻtmasdan');
  pass(2 * hourMs);
  await owner.says('kech qoldim', where);
  const notice = await owner.sees(/24 soatdan oshgan/, where);
  expect(sends()).toBe(1);
  customer.writes('Hali shu yerdaman');
  await owner.sees('Hali shu yerdaman', where);
  await owner.taps('Qayta yuborish', { ...where, on: notice });
  await customer.sees('kech qoldim');
});

test('with Human Agent a person may answer for seven days, marked as such, and then no more', async () => {
  const { customer, owner, where, pass, sends } = await startWith(true);
  pass(25 * hourMs);
  await owner.says('xodim sifatida', where);
  await customer.sees('xodim sifatida');
  expect(customer.received().at(-1)).toMatchObject({
    ...{ messagingType: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' },
  });
  pass(7 * 24 * hourMs);
  await owner.says('juda kech', where);
  await owner.sees(/7 kundan oshgan/, where);
  expect(sends()).toBe(1);
});
