import { z } from 'zod';
import type {
  Screen,
  ScreenButton,
  Talk,
  TelegramDoor,
  Visit,
  Words,
} from '../../telegram/door.ts';
import { readDialled, type Party } from '../../telephony/dialled-number.ts';
import type { TestDesk } from './open-desk.ts';
import { isLasting, refusalText } from './refusal.ts';
import type { TestCallDeps, TestRefusal } from './test-call-deps.ts';
import { againAction, hangUpAction, partyText } from './test-screen.ts';

const pairArgs = z.object({ from: z.string(), to: z.string() });
const callArgs = z.object({ callId: z.string() });

const newAction = 'testCall.new';

/** What fits a phone without scrolling. */
const mostOffered = 8;

/** `/testcall`: two phones, one after the other, then the start; or both behind the command. */
export function testCallOnTelegram(deps: TestCallDeps, desk: TestDesk): TelegramDoor {
  return {
    commands: [
      {
        command: 'testcall',
        minimumRole: 'admin',
        descriptionKey: 'test-call-command',
        where: 'private',
        handle: async (visit) => {
          const [from, to, ...more] = visit.argument.split(/\s+/).filter((word) => word !== '');
          if (from === undefined || to === undefined || more.length > 0) {
            await visit.startFlow('testCall', {});
          } else await begin(deps, desk, visit, { from, to });
        },
      },
    ],
    buttons: {
      [againAction]: {
        minimumRole: 'admin',
        handle: (visit, args) => begin(deps, desk, visit, pairArgs.parse(args)),
      },
      [newAction]: { minimumRole: 'admin', handle: (visit) => visit.startFlow('testCall', {}) },
      [hangUpAction]: {
        minimumRole: 'admin',
        handle: (visit, args) => desk.hangUp(callArgs.parse(args).callId, visit.words, visit.toast),
      },
    },
    flows: {
      testCall: {
        minimumRole: 'admin',
        run: (talk) => guide(deps, desk, talk),
        wayOn: (words) => ({ label: words('test-call-again'), action: newAction }),
      },
    },
  };
}

type Pair = { readonly from: string; readonly to: string };

async function begin(
  deps: TestCallDeps,
  desk: TestDesk,
  { member, chatId, words, send, updateId }: Visit,
  pair: Pair,
): Promise<void> {
  const { telegramId, locale } = member;
  const refusal = await desk.begin({
    ...{ ...pair, telegramId, chatId, locale },
    orderKey: `update ${updateId}`,
  });
  if (refusal) await send(refusalScreen(words, refusal, pair));
}

/** Where these two can never be joined, others are asked for; else the same two again may do. */
function refusalScreen(words: Words, refusal: TestRefusal, { from, to }: Pair): Screen {
  const again = { label: words('test-call-again'), action: againAction, args: { from, to } };
  const others = { label: words('test-call-others'), action: newAction };
  return {
    text: refusalText(words, refusal),
    buttons: [[isLasting(refusal) ? others : again]],
  };
}

async function guide(deps: TestCallDeps, desk: TestDesk, talk: Talk): Promise<void> {
  const { words } = talk;
  const { from, to } = await askBoth(deps, talk);
  const pair = { from: from.number, to: to.number };
  const { chatId, member } = talk;
  const { telegramId, locale } = member;
  const refusal = await talk.once(
    async (orderKey) =>
      (await desk.begin({ ...pair, telegramId, chatId, locale, orderKey })) ?? null,
  );
  await talk.finish(
    refusal
      ? refusalScreen(words, refusal, pair)
      : { text: words('test-call-begun', { from: partyText(from), to: partyText(to) }) },
  );
}

/** Both phones, and the tap that begins; Back leads to the question before. */
async function askBoth(
  deps: TestCallDeps,
  talk: Talk,
): Promise<{ readonly from: Party; readonly to: Party }> {
  const { words } = talk;
  for (;;) {
    const from = await askParty(deps, talk, { key: 'test-call-ask-first' });
    const to = from && (await askParty(deps, talk, { key: 'test-call-ask-second', first: from }));
    if (!from || !to) continue;
    const answer = await talk.ask(
      {
        text: words('test-call-confirm', { from: partyText(from), to: partyText(to) }),
        buttons: [[{ label: words('test-call-start'), value: 'start', style: 'success' }]],
      },
      { back: true },
    );
    if (answer.type === 'pressed') return { from, to };
  }
}

/** A phone of the staff that is connected, or any number that is written. Undefined: Back. */
async function askParty(
  deps: TestCallDeps,
  talk: Talk,
  { key, first }: { readonly key: string; readonly first?: Party },
): Promise<Party | undefined> {
  const { words } = talk;
  const phones = await talk.once(() => listPhones(deps));
  const offered = phones.filter(({ number }) => number !== first?.number).slice(0, mostOffered);
  const rows = offered.map((phone): readonly ScreenButton[] => [
    {
      label: phone.name === '' ? phone.number : `${phone.number} ${phone.name}`,
      value: phone.number,
    },
  ]);
  let note = '';
  for (;;) {
    const text = words(key, { from: first ? partyText(first) : '', offered: offered.length });
    const answer = await talk.ask(
      { text: `${note}${text}`, buttons: rows },
      { accepts: 'text', back: first !== undefined },
    );
    if (answer.type === 'back') return undefined;
    const given =
      answer.type === 'pressed' ? answer.value : answer.type === 'text' ? answer.text : '';
    const party = readDialled(given);
    if (party && party.number !== first?.number) return party;
    note = `${words(party ? 'test-call-same' : 'place-call-refused-badNumber')}\n\n`;
  }
}

async function listPhones({ ari, people }: TestCallDeps) {
  const names = new Map((await people.list()).map(({ extension, name }) => [extension, name]));
  const endpoints = await ari.listEndpoints();
  return endpoints
    .filter(({ resource, state }) => state === 'online' && /^[1-9][0-9]{1,5}$/.test(resource))
    .map(({ resource }) => ({ number: resource, name: names.get(resource) ?? '' }))
    .toSorted((a, b) => Number(a.number) - Number(b.number));
}
