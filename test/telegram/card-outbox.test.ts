import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dropLiveCards } from '../../src/storage/live-cards.ts';
import {
  group,
  startMadeUpChats,
  type MadeUpChats,
  type MadeUpFault,
} from '../support/made-up-chats.ts';

let chats: MadeUpChats;

beforeEach(async () => {
  chats = await startMadeUpChats();
});

afterEach(async () => {
  await chats.close();
});

/** The next calls meet these; later ones meet nothing. */
function meets(...faults: readonly MadeUpFault[]): void {
  const left = [...faults];
  chats.fault = () => left.shift();
}

test('a card is sent at once, then edited in its place', async () => {
  await chats.want({ key: 'a', text: 'ringing', topicId: 7 });
  await chats.passes(0);
  expect(chats.messages).toMatchObject([{ text: 'ringing', topicId: 7, silent: true }]);
  await chats.want({ key: 'a', text: 'talking' });
  await chats.passes(2000);
  expect(chats.shown()).toEqual(['talking']);
  expect(chats.messages).toHaveLength(1);
});

test('what is wanted and shown already costs no call', async () => {
  await chats.want({ key: 'a', text: 'ringing' });
  await chats.passes(2000);
  await chats.want({ key: 'a', text: 'ringing' });
  await chats.passes(2000);
  expect(chats.calls).toHaveLength(1);
});

test('states that follow each other faster than the budget become one edit, the last', async () => {
  await chats.want({ key: 'a', text: '1' });
  await chats.passes(0);
  for (const text of ['2', '3', '4']) await chats.want({ key: 'a', text });
  await chats.passes(5000);
  expect(chats.calls.map(({ what }) => what)).toEqual(['send 1', 'edit 4']);
});

test('a missed call is a new message that sounds; the silent one goes', async () => {
  await chats.want({ key: 'a', text: 'ringing' });
  await chats.passes(2000);
  await chats.want({ key: 'a', text: 'missed', urgency: 0, isAnew: true });
  await chats.passes(2000);
  expect(chats.shown()).toEqual(['missed']);
  expect(chats.messages.map(({ silent }) => silent)).toEqual([true, false]);
  await chats.want({ key: 'a', text: 'missed', urgency: 0, isAnew: true });
  await chats.passes(2000);
  expect(chats.messages).toHaveLength(2);
});

test('missed goes before ringing, ringing before edits', async () => {
  await chats.want({ key: 'old', text: 'old' });
  await chats.passes(0);
  await chats.want({ key: 'old', text: 'edit', urgency: 2 });
  await chats.want({ key: 'b', text: 'ringing', urgency: 1 });
  await chats.want({ key: 'c', text: 'missed', urgency: 0 });
  await chats.passes(5000);
  expect(chats.calls.map(({ what }) => what)).toEqual([
    'send old',
    'send missed',
    'send ringing',
    'edit edit',
  ]);
});

test('no more than 20 a minute leave for a group, three of them kept for missed calls', async () => {
  for (let index = 0; index < 30; index += 1) {
    await chats.want({ key: `r${index}`, text: `r${index}` });
  }
  await chats.passes(30_000);
  expect(chats.calls).toHaveLength(17);
  await chats.want({ key: 'm', text: 'missed', urgency: 0 });
  await chats.passes(1000);
  expect(chats.shown()).toContain('missed');
  await chats.passes(3 * 60_000);
  expect(chats.shown()).toHaveLength(31);
});

test('one group that is full does not hold up another', async () => {
  for (let index = 0; index < 30; index += 1) {
    await chats.want({ key: `r${index}`, text: `r${index}` });
  }
  await chats.want({ key: 'other', text: 'other', chatId: group - 1 });
  await chats.passes(0);
  expect(chats.shown(group - 1)).toEqual(['other']);
});

test('a message that somebody deleted is sent again', async () => {
  await chats.want({ key: 'a', text: 'ringing' });
  await chats.passes(2000);
  for (const message of chats.messages) message.isDeleted = true;
  await chats.want({ key: 'a', text: 'talking' });
  await chats.passes(5000);
  expect(chats.shown()).toEqual(['talking']);
});

test('what was not shown in time and is no news any more is left out', async () => {
  chats.fault = () => ({ type: 'unreachable' });
  await chats.want({ key: 'a', text: 'answered', urgency: 3, dropAt: chats.now() + 60_000 });
  await chats.want({ key: 'b', text: 'missed', urgency: 0 });
  await chats.passes(120_000);
  chats.fault = () => undefined;
  await chats.passes(60_000);
  expect(chats.shown()).toEqual(['missed']);
});

describe('when Telegram answers', () => {
  test('to wait, nothing leaves for that chat until then, and the newest state does afterwards', async () => {
    meets({ type: 'wait', seconds: 17 });
    await chats.want({ key: 'a', text: 'ringing' });
    await chats.passes(5000);
    await chats.want({ key: 'a', text: 'talking' });
    await chats.passes(11_900);
    expect(chats.calls).toEqual([]);
    await chats.passes(1000);
    expect(chats.shown()).toEqual(['talking']);
    expect(chats.callsDuringWait).toBe(0);
  });

  test('nothing, because there was no connection, the message is sent later, unmarked', async () => {
    meets({ type: 'unreachable' }, { type: 'unreachable' });
    await chats.want({ key: 'a', text: 'ringing' });
    await chats.passes(20_000);
    expect(chats.shown()).toEqual(['ringing']);
  });

  test('too late to hear it, the message is sent again, marked', async () => {
    meets({ type: 'lostAnswer' });
    await chats.want({ key: 'a', text: 'missed', urgency: 0 });
    await chats.passes(20_000);
    expect(chats.shown().at(-1)).toBe('↻ missed');
  });

  test('that the topic is gone, the card goes to the group itself, and that is told', async () => {
    meets({ type: 'refused', trouble: 'topicGone' });
    await chats.want({ key: 'a', text: 'ringing', topicId: 7 });
    await chats.passes(5000);
    expect(chats.messages).toMatchObject([{ text: 'ringing', topicId: undefined }]);
    expect(chats.troubles).toEqual([{ type: 'topicGone', chatId: group, topicId: 7 }]);
  });

  test('that the group has a new id, the card goes there', async () => {
    const to = group - 5;
    meets({ type: 'refused', trouble: 'migrated', migratedTo: to });
    await chats.want({ key: 'a', text: 'ringing' });
    await chats.passes(5000);
    expect(chats.shown(to)).toEqual(['ringing']);
    expect(chats.troubles).toEqual([{ type: 'moved', chatId: group, to }]);
  });

  test('that it may not speak there, all cards of the chat are given up, and that is told once', async () => {
    chats.fault = () => ({ type: 'refused', trouble: 'blocked' });
    await chats.want({ key: 'a', text: 'a' });
    await chats.want({ key: 'b', text: 'b' });
    await chats.passes(120_000);
    expect(chats.troubles).toEqual([{ type: 'shutOut', chatId: group }]);
    expect(await chats.database.selectFrom('liveCards').selectAll().execute()).toEqual([]);
  });

  test('no five times, that card is set aside and its neighbours go on', async () => {
    chats.fault = () => ({ type: 'refused', trouble: 'refused' });
    await chats.want({ key: 'a', text: 'a' });
    await chats.passes(5 * 60_000);
    chats.fault = () => undefined;
    await chats.want({ key: 'b', text: 'b' });
    await chats.passes(60_000);
    expect(chats.shown()).toEqual(['b']);
    expect(chats.logged.join('')).toContain('a card is set aside');
    await chats.want({ key: 'a', text: 'a, later' });
    await chats.passes(60_000);
    expect(chats.shown()).toEqual(['b', 'a, later']);
  });
});

test('a message whose answer was lost is found and goes; what others wrote stays', async () => {
  await chats.want({ key: 'a', text: 'earlier' });
  await chats.passes(2000);
  meets({ type: 'lostAnswer' });
  await chats.want({ key: 'b', text: 'ringing' });
  await chats.passes(0);
  chats.writes('what a person wrote');
  await chats.passes(20_000);
  expect(chats.shown()).toEqual(['earlier', 'what a person wrote', '↻ ringing']);
});

test('a card that is dropped after its answer was lost takes no later card with it', async () => {
  await chats.want({ key: 'a', text: 'earlier' });
  await chats.passes(2000);
  meets({ type: 'lostAnswer' });
  await chats.want({ key: 'b', text: 'ringing' });
  await chats.passes(0);
  await dropLiveCards(chats.database, ['b'], chats.now());
  await chats.passes(1200);
  for (const key of ['c', 'd', 'e']) await chats.want({ key, text: key, urgency: 0 });
  await chats.passes(30_000);
  expect(chats.shown()).toEqual(['earlier', 'c', 'd', 'e']);
});

test('after a crash the cards that stand are known as before', async () => {
  for (const key of ['a', 'b', 'c']) {
    await chats.want({ key, text: key });
    await chats.passes(2000);
  }
  await chats.crash();
  await chats.want({ key: 'a', text: 'a, answered' });
  await dropLiveCards(chats.database, ['b'], chats.now());
  await chats.passes(5000);
  expect(chats.shown()).toEqual(['a, answered', 'c']);
});

test('after a crash everything goes on', async () => {
  meets({ type: 'unreachable' });
  await chats.want({ key: 'a', text: 'a' });
  await chats.passes(0);
  await chats.crash();
  await chats.passes(5000);
  expect(chats.shown()).toEqual(['a']);
});

test('a crash before the answer of a send: sent again and marked, the first one goes', async () => {
  await chats.want({ key: 'a', text: 'a' });
  await chats.passes(2000);
  chats.dieAfter(1);
  await chats.want({ key: 'b', text: 'b' });
  await chats.passes(2000);
  expect(chats.shown()).toEqual(['a', 'b']);
  await chats.crash();
  await chats.passes(5000);
  expect(chats.shown()).toEqual(['a', '↻ b']);
});

describe('a crash before the answer of a send, and afterwards', () => {
  test('the card is dropped, and newer ones are gone already: the lost message is found', async () => {
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await chats.want({ key, text: key });
      await chats.passes(2000);
    }
    await dropLiveCards(chats.database, ['b', 'c', 'd', 'e', 'f'], chats.now());
    chats.outbox().wake(group);
    await chats.passes(2000);
    chats.dieAfter(1);
    await chats.want({ key: 'g', text: 'rings' });
    await chats.passes(2000);
    await dropLiveCards(chats.database, ['g'], chats.now());
    await chats.crash();
    await chats.passes(20_000);
    expect(chats.shown()).toEqual(['a']);
  });

  test('the card that was to sound anew is dropped: both of its messages go', async () => {
    await chats.want({ key: 'a', text: 'a' });
    await chats.want({ key: 'b', text: 'rings' });
    await chats.passes(4000);
    chats.dieAfter(1);
    await chats.want({ key: 'b', text: 'missed', isAnew: true, urgency: 0 });
    await chats.passes(2000);
    await dropLiveCards(chats.database, ['b'], chats.now());
    await chats.crash();
    await chats.passes(20_000);
    expect(chats.shown()).toEqual(['a']);
  });

  test('the card that was to sound anew is only edited now: one message of it stays', async () => {
    await chats.want({ key: 'a', text: 'a' });
    await chats.want({ key: 'b', text: 'rings' });
    await chats.passes(4000);
    chats.dieAfter(1);
    await chats.want({ key: 'b', text: 'missed', isAnew: true, urgency: 0 });
    await chats.passes(2000);
    await chats.want({ key: 'b', text: 'claimed' });
    await chats.crash();
    await chats.passes(20_000);
    expect(chats.shown()).toEqual(['a', 'claimed']);
  });
});
