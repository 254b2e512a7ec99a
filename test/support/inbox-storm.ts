import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault as MetaFault } from '../../src/sandbox/meta/faults.ts';
import type { Fault } from '../../src/sandbox/telegram/faults.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { startInboxProcess } from './inbox-process.ts';
import type { FakeTelegram, Group, Person } from './telegram.ts';

export type Storm = {
  readonly events: number;
  readonly replies: number;
  readonly customers: number;
  readonly killEveryMs: number;
  /** Then it lives. A machine that is too busy to do anything in such a life never gets to the end. */
  readonly mostKills: number;
  /** Of Telegram's calls. */
  readonly telegramTrouble: number;
  /** Of Graph sends: done, and their answer lost. */
  readonly lostAnswers: number;
  readonly withinMs: number;
};

export type StormFigures = {
  readonly tookMs: number;
  readonly kills: number;
  /** Of what customers wrote. */
  readonly lost: number;
  /** Customers of whom something stands before what they wrote earlier, and does not say so. */
  readonly disordered: number;
  /** Told by Meta after what followed it was shown, and marked so. */
  readonly markedLate: number;
  readonly twiceMarked: number;
  readonly twiceUnmarked: number;
  /** Taken for what kills the app, though nothing but the storm does. */
  readonly setAside: number;
  /** Of what operators wrote. */
  readonly repliesLost: number;
  readonly repliesTwice: number;
  readonly repliesDisordered: number;
  readonly asked: number;
};

const telegramFaults: readonly Fault[] = [
  ...Array.from({ length: 12 }, () => ({ type: 'serverError' }) as const),
  ...Array.from({ length: 12 }, () => ({ type: 'resetBefore' }) as const),
  { type: 'htmlPage' },
  { type: 'tooManyRequests', retryAfterSeconds: 0.2 },
];

/**
 * Customers write, a tenth told twice, while operators answer, Telegram and Meta are in trouble, and the app
 * is killed again and again. Then what stands in the topics and at the customers is counted.
 */
export async function raiseStorm(storm: Storm): Promise<StormFigures> {
  const office = await startInboxProcess();
  const { meta, telegram, page, owner, group } = office;
  const begun = performance.now();
  const customers = Array.from({ length: storm.customers }, (_, index) =>
    meta.createCustomer(page, `Mijoz-${index}`),
  );
  for (const customer of customers) customer.writes('1');
  await Promise.all(customers.map(({ customer }) => group.topic(`💬 ${customer.name}`, 60_000)));
  telegram.faults.rate(storm.telegramTrouble, telegramFaults, 11);
  const lost = { type: 'dropAfter' } as const satisfies MetaFault;
  meta.faults.rate('send', storm.lostAnswers, [lost], 12);
  meta.webhooks.behave({ repeatShare: 0.1, batchSize: 20, parallel: 4, isShuffled: true });

  const over = new AbortController();
  const isOver = (): boolean => over.signal.aborted;
  let kills = 0;
  const killing = (async () => {
    while (kills < storm.mostKills && !isOver()) {
      await sleep(storm.killEveryMs);
      if (isOver()) return;
      await office.kill();
      kills += 1;
    }
  })();
  const perCustomer = Math.ceil(storm.events / storm.customers);
  for (let number = 2; number <= perCustomer; number += 1) {
    for (const customer of customers) customer.writes(String(number));
    if (number % 5 === 0) await sleep(20);
  }
  await answer(storm, { telegram, owner, group });
  const expected = perCustomer * storm.customers;
  const deadline = performance.now() + storm.withinMs;
  const isDone = (): boolean =>
    shownIn(group).size >= storm.customers &&
    [...shownIn(group).values()].reduce((sum, texts) => sum + new Set(texts.map(bare)).size, 0) >=
      expected &&
    customers.reduce((sum, { received }) => sum + received().length, 0) >= storm.replies;
  while (!isDone() && performance.now() < deadline) await sleep(250);
  over.abort();
  await killing;
  const tookMs = Math.round(performance.now() - begun);
  // What would come twice has its chance.
  await sleep(4000);
  await office.die();
  const database = await openDatabase(path.join(office.varFolder, 'navbatchi.sqlite'));
  const states = await database.selectFrom('replies').select('state').execute();
  const aside = await database
    .selectFrom('inboxEvents')
    .select('sequence')
    .where('state', '=', 'failed')
    .execute();
  await database.destroy();
  const figures = {
    ...{ tookMs, kills },
    ...judgeTopics(shownIn(group), perCustomer, storm.customers),
    ...judgeReplies(
      customers.map(({ received }) => received().map(({ text }) => text)),
      storm.replies,
    ),
    setAside: aside.length,
    asked: states.filter(({ state }) => state === 'asked').length,
  };
  await office.stop();
  return figures;
}

/** Operators answer in all topics by turns. */
async function answer(
  { replies }: Storm,
  {
    owner,
    group,
  }: { readonly telegram: FakeTelegram; readonly owner: Person; readonly group: Group },
): Promise<void> {
  const topics = group.topics();
  for (let number = 0; number < replies; number += 1) {
    const topic = topics[number % topics.length];
    if (topic) await owner.says(`javob ${number}`, { in: group, topic });
    if (number % 50 === 49) await sleep(50);
  }
}

function shownIn(group: Group): ReadonlyMap<string, readonly string[]> {
  const byTopic = new Map<number, string[]>();
  for (const { isFromBot, threadId, text } of group.messages()) {
    if (!isFromBot || threadId === undefined || !/^(↻ )?(⏱.*\n)?\d+$/.test(text)) continue;
    byTopic.set(threadId, [...(byTopic.get(threadId) ?? []), text]);
  }
  return new Map([...byTopic].map(([id, texts]) => [String(id), texts]));
}

function bare(text: string): string {
  return /\d+$/.exec(text)?.[0] ?? '';
}

function judgeTopics(
  shown: ReadonlyMap<string, readonly string[]>,
  perCustomer: number,
  customers: number,
) {
  const all = [...shown.values()];
  const firsts = all.map((texts) => [...new Set(texts.map(bare))].map(Number));
  // What Meta brought too late says so.
  const inTime = all.map((texts) => texts.filter((text) => !text.includes('⏱')));
  const order = inTime.map((texts) => [...new Set(texts.map(bare))].map(Number));
  const twice = all.flatMap((texts) =>
    texts.filter((text, index) => texts.slice(0, index).some((one) => bare(one) === bare(text))),
  );
  return {
    lost: perCustomer * customers - firsts.reduce((sum, { length }) => sum + length, 0),
    disordered: order.filter((numbers) => !isRising(numbers)).length,
    markedLate: all.flat().length - inTime.flat().length,
    twiceMarked: twice.filter((text) => text.startsWith('↻')).length,
    twiceUnmarked: twice.filter((text) => !text.startsWith('↻')).length,
  };
}

function judgeReplies(received: readonly (readonly string[])[], replies: number) {
  const all = received.flat();
  const numbers = received.map((texts) => texts.map((text) => Number(bare(text))));
  return {
    repliesLost: replies - new Set(all).size,
    repliesTwice: all.length - new Set(all).size,
    repliesDisordered: numbers.filter((one) => !isRising(one)).length,
  };
}

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
}
