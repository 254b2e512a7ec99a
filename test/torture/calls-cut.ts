/*
 * 200 calls on a real Asterisk while Asterisk, the bot and the way between them are killed, stopped,
 * frozen and cut at random. After each cure the bot must follow again soon; at the end every call must
 * stand in its books once, as Asterisk's records say, and no card may ring for ever. Prints a table.
 *   npm run torture -- calls-cut      CALLS=60 SEED=7 for others
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabaseToRead } from '../../src/storage/read-database.ts';
import type { AppTask } from '../support/app-child.ts';
import { compareWithRecords, readBooks, readRecords } from '../support/call-books.ts';
import { startCallCentre, type StaffedDesk } from '../support/call-centre.ts';
import { ask, scenarios } from '../support/call-scenarios.ts';
import { startCuttableLink } from '../support/cuttable-link.ts';
import type { Told } from '../support/telling-child.ts';
import { startTelegram } from '../support/telegram.ts';

const count = Number(process.env['CALLS'] ?? 200);
const names = Object.keys(scenarios);
let seed = Number(process.env['SEED'] ?? 1);
const random = (): number => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
};
const between = (from: number, to: number): number => from + random() * (to - from);

const centre = await startCallCentre(5);
const { asterisk } = centre;
const link = await startCuttableLink(asterisk.httpPort);
const telegram = await startTelegram();
const varFolder = await mkdtemp(path.join(tmpdir(), 'nb-torture-'));
const task = JSON.stringify({
  pbx: { ...asterisk, ariUrl: `http://127.0.0.1:${link.port}/ari` },
  telegram: { apiRoot: telegram.apiRoot, token: telegram.token },
  varFolder,
} satisfies AppTask);
const heard: Told[] = [];
let bot = await startBot();
const owner = telegram.createPerson({ name: 'Dilshod', languageCode: 'uz' });
const claim = /claim_[\w-]+/.exec(heard.map(({ line }) => line).join())?.[0] ?? '';
await owner.opensLink(`https://t.me/${telegram.botUsername}?start=${claim}`);
await owner.sees(/Endi siz bu yerning egasisiz/);
const group = telegram.createGroup({ title: 'Aloqa markazi', isForum: true });
group.adds(owner);
const topic = group.createTopic('Qoʻngʻiroqlar');
await owner.says('/callshere', { in: group, topic });
await owner.sees(/har bir qoʻngʻiroq shu yerda koʻrinadi/, { in: group, topic });

let next = 0;
let interrupted = 0;
const cures: { readonly fault: string; readonly ms: number | undefined }[] = [];
/** When what was broken. */
const moments: string[] = [];
const working = Promise.all(centre.desks.map(work));
const over = { isReached: false };
void working.then(() => {
  over.isReached = true;
});
await breakThings();
await working;
await settle();
await once(bot.send('stop') ? bot : bot, 'exit');
const failures = await report();
await telegram.stop();
link.close();
await centre.stop();
await rm(varFolder, { recursive: true });
process.exit(failures === 0 ? 0 : 1);

async function startBot(): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, '../support/telling-child.ts'), [task]);
  const ready = Promise.withResolvers<undefined>();
  child.on('message', (message) => {
    if (message === 'ready') ready.resolve(undefined);
    else heard.push(message as Told);
  });
  child.once('exit', () => {
    ready.reject(new Error('the bot did not start'));
  });
  await ready.promise;
  return child;
}

async function work(desk: StaffedDesk): Promise<void> {
  while (next < count) {
    const at = next;
    next += 1;
    for (const phone of desk.staff) phone.forget();
    const name = names[Math.floor(random() * names.length)] ?? '';
    const play = scenarios[name]?.(desk, `99890${String(1_000_000 + at)}`);
    try {
      await Promise.race([play, sleep(12_000).then(() => Promise.reject(new Error('too long')))]);
    } catch {
      interrupted += 1;
      play?.catch(() => undefined);
    }
    await quiet(desk);
    // So that there are more faults than calls of one moment.
    await sleep(between(1_000, 5_000));
  }
}

async function quiet(desk: StaffedDesk): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const busy = await phonesBusy(desk);
    if (busy.length === 0) return;
    if (tries > 10) for (const phone of busy) await phone.hangUp().catch(() => undefined);
    await sleep(100);
  }
}

async function phonesBusy({ staff, phones }: StaffedDesk) {
  const channels = (await channelsNow()) ?? [{ name: 'PJSIP/' }];
  return staff.filter((_, at) =>
    channels.some(({ name }) => name === 'PJSIP/' || name.startsWith(`PJSIP/${phones[at] ?? ''}-`)),
  );
}

async function channelsNow(): Promise<readonly { readonly name: string }[] | undefined> {
  const late = sleep(1_000).then(() => undefined);
  const asked = ask(asterisk, '/channels') as Promise<readonly { readonly name: string }[]>;
  const channels = await Promise.race([asked.catch(() => undefined), late]);
  return Array.isArray(channels) ? channels : undefined;
}

type Fault = { readonly name: string; readonly hit: () => Promise<() => Promise<void> | void> };

/** Asterisk first of all must stay the same size of trouble for calls: half of the faults are the link's. */
async function breakThings(): Promise<void> {
  const faults: readonly Fault[] = [
    {
      name: 'bot killed',
      hit: async () => {
        const gone = once(bot, 'exit');
        bot.kill('SIGKILL');
        await gone;
        await sleep(between(500, 5_000));
        return async () => {
          bot = await startBot();
        };
      },
    },
    {
      name: 'bot stopped',
      hit: async () => {
        const gone = once(bot, 'exit');
        bot.send('stop');
        await gone;
        await sleep(between(500, 5_000));
        return async () => {
          bot = await startBot();
        };
      },
    },
    {
      name: 'bot frozen',
      hit: async () => {
        bot.kill('SIGSTOP');
        await sleep(between(2_000, 12_000));
        return () => {
          bot.kill('SIGCONT');
        };
      },
    },
    {
      name: 'link cut',
      hit: async () => {
        link.cut();
        await sleep(between(500, 6_000));
        return link.mend;
      },
    },
    {
      name: 'link swallows',
      hit: async () => {
        link.swallow();
        await sleep(between(9_000, 13_000));
        return link.mend;
      },
    },
    {
      name: 'Asterisk frozen',
      hit: async () => {
        asterisk.freeze();
        await sleep(between(2_000, 13_000));
        return asterisk.thaw;
      },
    },
    {
      name: 'Asterisk killed',
      hit: async () => {
        await asterisk.kill9();
        await sleep(between(500, 4_000));
        return asterisk.start;
      },
    },
    {
      name: 'Asterisk stopped',
      hit: async () => {
        await asterisk.shutDown();
        return asterisk.start;
      },
    },
  ];
  for (let turn = 0; !over.isReached; turn += 1) {
    await sleep(between(3_000, 6_000));
    const fault = faults[turn % faults.length];
    if (!fault) break;
    const from = Date.now();
    const cure = await fault.hit();
    await cure();
    const cured = Date.now();
    moments.push(`${fault.name} ${from} to ${cured}`);
    cures.push({ fault: fault.name, ms: await timeUntilUp(fault.name, from, cured) });
  }
}

/** Undefined: the link never went down. */
async function timeUntilUp(
  fault: string,
  from: number,
  cured: number,
): Promise<number | undefined> {
  if (/bot (killed|stopped)/.test(fault)) return 0;
  for (;;) {
    const since = heard.filter(({ at }) => at >= from);
    const up = since.findLast(({ line }) => line.includes('events arrive from Asterisk again'));
    const down = since.findLast(({ line }) => line.includes('no events from Asterisk'));
    if (up && (!down || up.at >= down.at)) return Math.max(0, up.at - cured);
    // A frozen one may find its loss only now.
    if (!down && Date.now() - cured > 9_000) return undefined;
    if (Date.now() - cured > 60_000) return 60_000;
    await sleep(20);
  }
}

/** Until nothing goes on any more, the records are written, and the cards had their time. */
async function settle(): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await channelsNow())?.length === 0) break;
    await asterisk.cli('channel request hangup all').catch(() => '');
    await sleep(200);
  }
  for (let tries = 0; tries < 120 && ringing().length > 0; tries += 1) await sleep(1_000);
  await sleep(4_000);
}

/** What the outbox knows of it. */
async function cardsOf(number: string): Promise<readonly string[]> {
  const database = openDatabaseToRead(path.join(varFolder, 'navbatchi.sqlite'));
  const rows = await database
    ?.selectFrom('liveCards')
    .selectAll()
    .where('wanted', 'like', `%${number.trim()}%`)
    .execute();
  await database?.destroy();
  return (rows ?? []).map((row) => `  ${JSON.stringify(row)}`);
}

function ringing(): readonly string[] {
  return group
    .messages(topic)
    .map(({ text }) => text)
    .filter((text) => /^(🔔|⏳|🗣)|^📤.*(kutmoqda|dan beri)/u.test(text));
}

async function report(): Promise<number> {
  const { past, open } = await readBooks(varFolder);
  const records = await readRecords(centre.database);
  const lines: string[] = [];
  const numbers = past
    .filter(({ direction }) => direction === 'inbound')
    .map((row) => row.outsideNumber);
  const doubled = numbers.filter((number, at) => numbers.indexOf(number) !== at);
  let wrong = 0;
  for (const row of past) {
    const told = records.get(row.callId);
    const isPickedUpFirst = true;
    const differences = row.isEndUnseen ? [] : compareWithRecords(row, told, isPickedUpFirst);
    if (differences.length > 0) wrong += 1;
    for (const text of differences) {
      lines.push(`${row.callId} ${row.outsideNumber}, ${row.startedAt} to ${row.endedAt}: ${text}`);
    }
  }
  const written = new Set(past.map(({ callId }) => callId));
  const groups = new Map([...records].map(([id, call]) => [call, id]));
  const idsByCall = new Map<unknown, string[]>();
  for (const [id, call] of records) idsByCall.set(call, [...(idsByCall.get(call) ?? []), id]);
  const lost = [...groups.keys()].filter(
    (call) => !(idsByCall.get(call) ?? []).some((id) => written.has(id)),
  );
  for (const call of lost) lines.push(`${call.callId}: in the records, not in the books`);
  const stuck = ringing();
  const times = cures.flatMap(({ ms }) => ms ?? []).toSorted((a, b) => a - b);
  const p95 = times[Math.min(times.length - 1, Math.floor(times.length * 0.95))] ?? 0;
  const faults = [...new Set(cures.map(({ fault }) => fault))];
  console.log(
    `${next} calls (${interrupted} broken off), ${cures.length} faults; rows ${past.length}, of them ends unseen ${past.filter(({ isEndUnseen }) => isEndUnseen).length}`,
  );
  for (const fault of faults) {
    const own = cures.filter((cure) => cure.fault === fault).map(({ ms }) => ms ?? 'stayed up');
    console.log(`  ${fault}: ms until events came again: ${own.join(', ')}`);
  }
  console.log(`reconnected after the cure: p95 ${p95} ms`);
  console.log(
    `still open ${open.length}, doubled ${doubled.length}, not as the records say ${wrong}, lost ${lost.length}, cards that ring for ever ${stuck.length}`,
  );
  for (const text of stuck) {
    const [, number = ''] = /(\+998[\d ]+)/.exec(text) ?? [];
    const same = group.messages(topic).filter((message) => message.text.includes(number));
    lines.push(...same.map((message) => `${message.messageId}: ${message.text}`));
    lines.push(...(await cardsOf(number)));
  }
  if (lines.length > 0) lines.push(...moments);
  for (const line of lines.slice(0, 80)) console.log(`  ${line}`);
  return open.length + doubled.length + wrong + lost.length + stuck.length;
}
