import { setTimeout as sleep } from 'node:timers/promises';
import type { TestAsterisk } from './asterisk.ts';
import type { StaffedDesk } from './call-centre.ts';
import type { Way } from './call-centre-files.ts';
import { callIn, callInAndGiveUp } from './phones.ts';

/** One call as people make it; resolves when it is over to what must stand in the books. */
export type Scenario = (desk: StaffedDesk, outsideNumber: string) => Promise<Expected>;

export type Expected = {
  readonly direction: 'inbound' | 'outbound' | 'internal';
  /** Empty: missed. */
  readonly answeredBy: readonly string[];
  readonly missedBecause?: string;
};

/** By name. Some ring both phones of the desk, so one desk plays one at a time. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'group, the first answers': (desk, from) => answered(desk, from, 'group', 0, 900),
  'group, the second answers': (desk, from) => answered(desk, from, 'group', 1, 600),
  'group, answered for 0 s': (desk, from) => answered(desk, from, 'group', 0, 0),
  'group, given up': (desk, from) => givenUp(desk, from, 'group'),
  'group, nobody': (desk, from) => unanswered(desk, from, 'group'),
  'group, both busy': async (desk, from) => {
    const call = incoming(desk, from, 'group', 0);
    await bothRing(desk);
    await Promise.all(desk.staff.map((phone) => phone.hangUp()));
    await call;
    return missed('busy');
  },
  'queue, answered': (desk, from) => answered(desk, from, 'queue', 1, 1_800),
  'queue, given up': (desk, from) => givenUp(desk, from, 'queue'),
  'menu, then answered': async (desk, from) => {
    const call = incoming(desk, from, 'menu', 1_500);
    await desk.staff[0].ringing();
    await desk.staff[0].accept();
    await call;
    return answeredBy(desk.phones[0]);
  },
  'menu, then nobody': async (desk, from) => {
    await incoming(desk, from, 'menu', 10_000);
    return missed('noAnswer');
  },
  'outside hours': async (desk, from) => {
    await incoming(desk, from, 'closed', 10_000);
    return missed('closed');
  },
  'local channel': async (desk, from) => {
    const call = incoming(desk, from, 'local', 700);
    await desk.staff[0].ringing();
    await desk.staff[0].accept();
    await call;
    return answeredBy(desk.phones[0]);
  },
  'forwarded to a mobile': async (desk, from) => {
    await incoming(desk, from, 'forward', 700);
    return answeredBy('998935556677');
  },
  'phone not registered': async (desk, from) => {
    await incoming(desk, from, 'unregistered', 0);
    return missed('unreachable');
  },
  conference: async (desk, from) => {
    const call = incoming(desk, from, 'conference', 1_500);
    // The customer comes first: else it is a call of the staff that a customer joined.
    await sleep(400);
    for (const phone of desk.staff) {
      await phone.dial(desk.conference);
      await phone.answered();
    }
    await call;
    await Promise.all(desk.staff.map((phone) => phone.hangUp()));
    return answeredBy(...desk.phones);
  },
  'internal, answered': async (desk) => {
    await consult(desk, 0);
    await sleep(700);
    await desk.staff[0].hangUp();
    return { direction: 'internal', answeredBy: [desk.phones[1]] };
  },
  'internal, busy': async (desk) => {
    await desk.staff[0].dial(desk.phones[1]);
    await desk.staff[1].ringing();
    await desk.staff[1].hangUp();
    await desk.staff[0].ended();
    return { direction: 'internal', answeredBy: [], missedBecause: 'busy' };
  },
  'internal, cancelled': async (desk) => {
    await desk.staff[0].dial(desk.phones[1]);
    await desk.staff[1].ringing();
    await sleep(300);
    await desk.staff[0].hangUp();
    return { direction: 'internal', answeredBy: [], missedBecause: 'abandoned' };
  },
  'outbound, answered': async (desk, to) => {
    await desk.staff[0].dial(to);
    await desk.staff[0].answered();
    await sleep(700);
    await desk.staff[0].hangUp();
    return { direction: 'outbound', answeredBy: [desk.phones[0]] };
  },
  'blind transfer': async (desk, from) => {
    const call = incoming(desk, from, 'group', 2_500);
    await bothRing(desk);
    await takeAs(desk, 0);
    await desk.staff[0].transfer(addressOf(desk, desk.phones[1]));
    await desk.staff[1].ringing();
    await desk.staff[1].accept();
    await call;
    return answeredBy(...desk.phones);
  },
  'blind transfer, nobody': async (desk, from) => {
    const call = incoming(desk, from, 'group', 1_500);
    await bothRing(desk);
    await takeAs(desk, 0);
    await desk.staff[0].transfer(addressOf(desk, desk.phones[1]));
    await desk.staff[1].ringing();
    await call;
    return answeredBy(desk.phones[0]);
  },
  'attended transfer': async (desk, from) => {
    const call = incoming(desk, from, 'group', 3_000);
    await bothRing(desk);
    await takeAs(desk, 0);
    await consult(desk, 0);
    await sleep(400);
    const replaces = encodeURIComponent(await newestDialogOf(desk.asterisk, desk.phones[0]));
    await desk.staff[0].transfer(`<${addressOf(desk, desk.phones[1])}?Replaces=${replaces}>`);
    await call;
    return answeredBy(...desk.phones);
  },
  'parked and fetched': async (desk, from) => {
    const call = incoming(desk, from, 'group', 3_000);
    await bothRing(desk);
    await takeAs(desk, 0);
    await desk.staff[0].transfer(addressOf(desk, desk.park));
    await isParked(desk.asterisk, from);
    desk.staff[1].forget();
    await desk.staff[1].dial(desk.fetch);
    await desk.staff[1].answered();
    await call;
    return answeredBy(...desk.phones);
  },
};

function incoming(desk: StaffedDesk, from: string, way: Way, talkMs: number) {
  const { sipPort } = desk.asterisk;
  return callIn({ sipPort, to: desk.numberOf(way), from, fromName: 'Mijoz' }, talkMs);
}

async function bothRing({ staff }: StaffedDesk): Promise<void> {
  await Promise.all(staff.map((phone) => phone.ringing()));
}

/** One phone answers what both ring for, and talks a little; the other is quiet again. */
async function takeAs(desk: StaffedDesk, who: 0 | 1): Promise<void> {
  const other = desk.staff[who === 0 ? 1 : 0];
  await desk.staff[who].accept();
  await desk.staff[who].answered();
  await other.ended();
  await sleep(400);
}

/** One phone of the desk calls the other, who answers. */
async function consult(desk: StaffedDesk, who: 0 | 1): Promise<void> {
  const other = who === 0 ? 1 : 0;
  await desk.staff[who].dial(desk.phones[other]);
  await desk.staff[other].ringing();
  await desk.staff[other].accept();
  await desk.staff[other].answered();
}

async function answered(
  desk: StaffedDesk,
  from: string,
  way: Way,
  who: 0 | 1,
  talkMs: number,
): Promise<Expected> {
  const call = incoming(desk, from, way, talkMs);
  await bothRing(desk);
  await desk.staff[who].accept();
  await call;
  return answeredBy(desk.phones[who]);
}

async function givenUp(desk: StaffedDesk, from: string, way: Way): Promise<Expected> {
  const { sipPort } = desk.asterisk;
  // A queue answers by itself: then giving up is hanging up.
  const call =
    way === 'queue'
      ? incoming(desk, from, way, 700)
      : callInAndGiveUp({ sipPort, to: desk.numberOf(way), from }, 500);
  await bothRing(desk);
  await call;
  return missed('abandoned');
}

async function unanswered(desk: StaffedDesk, from: string, way: Way): Promise<Expected> {
  const call = incoming(desk, from, way, 0).catch(() => undefined);
  await bothRing(desk);
  await Promise.all(desk.staff.map((phone) => phone.ended()));
  await call;
  return missed('noAnswer');
}

function answeredBy(...staff: readonly string[]): Expected {
  return { direction: 'inbound', answeredBy: staff };
}

function missed(missedBecause: string): Expected {
  return { direction: 'inbound', answeredBy: [], missedBecause };
}

function addressOf({ asterisk }: StaffedDesk, number: string): string {
  return `sip:${number}@127.0.0.1:${asterisk.sipPort}`;
}

type Channel = {
  readonly id: string;
  readonly name: string;
  readonly caller: { readonly number: string };
};
type Bridge = { readonly bridge_type: string; readonly channels: readonly string[] };

async function isParked(asterisk: TestAsterisk, from: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const channels = (await ask(asterisk, '/channels')) as readonly Channel[];
    const bridges = (await ask(asterisk, '/bridges')) as readonly Bridge[];
    const own = channels.find(({ caller }) => caller.number === from)?.id ?? '';
    const parked = bridges.filter(({ bridge_type: type }) => type === 'holding');
    if (parked.some((bridge) => bridge.channels.includes(own))) return;
    await sleep(20);
  }
  throw new Error('the call was not parked');
}

/** The SIP dialog of the phone's newest channel, as a Replaces header names it. */
async function newestDialogOf(asterisk: TestAsterisk, phone: string): Promise<string> {
  const channels = (await ask(asterisk, '/channels')) as readonly Channel[];
  const [newest] = channels
    .filter(({ name }) => name.startsWith(`PJSIP/${phone}-`))
    .toSorted((a, b) => b.name.localeCompare(a.name));
  const part = async (name: string): Promise<string> => {
    const variable = encodeURIComponent(`CHANNEL(pjsip,${name})`);
    const path = `/channels/${newest?.id ?? ''}/variable?variable=${variable}`;
    return ((await ask(asterisk, path)) as { readonly value: string }).value;
  };
  const [id, to, from] = [await part('call-id'), await part('local_tag'), await part('remote_tag')];
  return `${id};to-tag=${to};from-tag=${from}`;
}

/** Asks ARI. */
export async function ask(asterisk: TestAsterisk, path: string): Promise<unknown> {
  const pair = Buffer.from(`${asterisk.username}:${asterisk.password}`).toString('base64');
  const answer = await fetch(`${asterisk.ariUrl}${path}`, {
    headers: { authorization: `Basic ${pair}` },
  });
  return await answer.json();
}
