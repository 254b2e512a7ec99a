import { afterEach, beforeEach, expect, test } from 'vitest';
import { acceptInvite } from '../../../src/features/access/accept-invite.ts';
import { claimOwner } from '../../../src/features/access/claim-owner.ts';
import { openClaim } from '../../../src/features/access/open-claim.ts';
import type { ClaimDeps } from '../../../src/features/access/owner-claim.ts';
import { invitePerson } from '../../../src/features/access/invite-person.ts';
import { managePerson } from '../../../src/features/access/manage-person.ts';
import { createAccessStore, type AccessStore } from '../../../src/features/access/store.ts';
import type { Role } from '../../../src/lib/role.ts';
import { createAudit, type Audit } from '../../../src/storage/audit.ts';
import { openDatabase, type Storage } from '../../../src/storage/database.ts';
import { createPeople, type People, type Person } from '../../../src/storage/people.ts';

const minute = 60_000;
const hour = 60 * minute;

let now: number;
let database: Storage;
let store: AccessStore;
let audit: Audit;
let people: People;
let codes: string[];
let claiming: ClaimDeps;
const clock = { now: () => now };
const joiner = (telegramId: number, name = `P${telegramId}`) => ({
  telegramId,
  name,
  locale: 'uz' as const,
});

beforeEach(async () => {
  now = 1_800_000_000_000;
  database = await openDatabase(':memory:');
  store = createAccessStore(database, clock);
  audit = createAudit(database, clock);
  people = createPeople(database);
  codes = [];
  claiming = {
    claim: { current: undefined },
    store,
    audit,
    clock,
    newCode: () => `code${codes.length + 1}`,
    announce: (code) => {
      codes.push(code);
    },
  };
});

afterEach(() => database.destroy());

async function join(telegramId: number, role: Role): Promise<Person> {
  await database
    .insertInto('people')
    .values({ ...joiner(telegramId), role, extension: null, createdAt: now })
    .execute();
  const person = await people.byTelegramId(telegramId);
  if (!person) throw new Error('the person did not join');
  return person;
}

test('whoever brings the code from the console becomes the owner, once', async () => {
  await openClaim(claiming);
  expect(await claimOwner(claiming, joiner(1), 'code1')).toBe('claimed');
  expect(await claimOwner(claiming, joiner(2), 'code1')).toBe('notOpen');
  expect((await people.list()).map(({ telegramId, role }) => [telegramId, role])).toEqual([
    [1, 'owner'],
  ]);
});

test('of two who bring the code in the same moment one becomes the owner', async () => {
  for (let round = 0; round < 200; round += 1) {
    await database.deleteFrom('people').execute();
    await openClaim(claiming);
    const code = codes.at(-1) ?? '';
    const outcomes = await Promise.all([
      claimOwner(claiming, joiner(1), code),
      claimOwner(claiming, joiner(2), code),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1);
    expect(await people.list()).toHaveLength(1);
  }
});

test('after five wrong tries even the right code is refused until it expires', async () => {
  await openClaim(claiming);
  for (let tries = 0; tries < 5; tries += 1) {
    expect(await claimOwner(claiming, joiner(9), 'guess')).toBe('wrong');
  }
  expect(await claimOwner(claiming, joiner(1), 'code1')).toBe('locked');
  now += 15 * minute;
  expect(await claimOwner(claiming, joiner(1), 'code1')).toBe('expired');
  expect(await claimOwner(claiming, joiner(1), 'code2')).toBe('claimed');
});

test('100,000 guesses make no owner and at most five of them are looked at', async () => {
  await openClaim(claiming);
  const silent: ClaimDeps = {
    claim: { current: undefined },
    store,
    audit: { record: () => Promise.resolve() },
    clock,
    newCode: () => 'right',
    announce: () => undefined,
  };
  await openClaim(silent);
  let judged = 0;
  for (let guess = 0; guess < 100_000; guess += 1) {
    const outcome = await claimOwner(silent, joiner(guess % 1000), `guess${guess}`);
    if (outcome === 'wrong') judged += 1;
    else expect(outcome).toBe('locked');
  }
  expect(judged).toBe(5);
  expect(await people.list()).toEqual([]);
});

test('no code is given out once there is an owner', async () => {
  await join(1, 'owner');
  await openClaim(claiming);
  expect(codes).toEqual([]);
  expect(await claimOwner(claiming, joiner(2), 'undefined')).toBe('notOpen');
});

const newToken = () => 'token-abcdefghijklmnop';
const inviting = () => ({ store, audit, clock, newToken });

test('an invite lets one person in with its role, within a day', async () => {
  const owner = await join(1, 'owner');
  await invitePerson(inviting(), { telegramId: 1, role: owner.role }, { role: 'admin' });
  expect(await acceptInvite({ store, audit }, joiner(2), newToken())).toMatchObject({
    type: 'joined',
    person: { telegramId: 2, role: 'admin' },
  });
  expect(await acceptInvite({ store, audit }, joiner(3), newToken())).toEqual({ type: 'used' });
});

test('an invite is dead after 24 hours, and an unknown one was never alive', async () => {
  await join(1, 'owner');
  await invitePerson(inviting(), { telegramId: 1, role: 'owner' }, { role: 'operator' });
  expect(await acceptInvite({ store, audit }, joiner(2), 'other')).toEqual({ type: 'unknown' });
  now += 24 * hour;
  expect(await acceptInvite({ store, audit }, joiner(2), newToken())).toEqual({ type: 'expired' });
});

test('the database does not hold the token of an invite', async () => {
  await invitePerson(inviting(), { telegramId: 1, role: 'owner' }, { role: 'operator' });
  const rows = await database.selectFrom('invites').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(newToken());
});

test('an operator known by name joins as that same person', async () => {
  await join(1, 'owner');
  const { personId } = await database
    .insertInto('people')
    .values({
      telegramId: null,
      name: 'Aziza',
      role: 'operator',
      locale: 'uz',
      extension: '1001',
      createdAt: now,
    })
    .returning('personId')
    .executeTakeFirstOrThrow();
  await invitePerson(inviting(), { telegramId: 1, role: 'owner' }, { role: 'operator', personId });
  await acceptInvite({ store, audit }, joiner(2, 'Азиза'), newToken());
  expect(await people.byTelegramId(2)).toMatchObject({
    personId,
    name: 'Aziza',
    extension: '1001',
  });
});

test('an invite is worth what its maker may do today', async () => {
  await join(1, 'owner');
  const admin = await join(2, 'admin');
  await invitePerson(inviting(), { telegramId: 2, role: 'admin' }, { role: 'supervisor' });
  await store.setRole(admin.personId, 'operator');
  expect(await acceptInvite({ store, audit }, joiner(3), newToken())).toEqual({ type: 'unknown' });
});

test('of two invites for the same person the second lets nobody else in', async () => {
  await join(1, 'owner');
  const { personId } = await database
    .insertInto('people')
    .values({
      telegramId: null,
      name: 'Aziza',
      role: 'operator',
      locale: 'uz',
      extension: null,
      createdAt: now,
    })
    .returning('personId')
    .executeTakeFirstOrThrow();
  for (const token of ['first-token', 'second-token']) {
    await invitePerson(
      { ...inviting(), newToken: () => token },
      { telegramId: 1, role: 'owner' },
      { role: 'operator', personId },
    );
  }
  expect((await acceptInvite({ store, audit }, joiner(2), 'first-token')).type).toBe('joined');
  expect(await acceptInvite({ store, audit }, joiner(3), 'second-token')).toEqual({ type: 'used' });
});

test('somebody who is in already does not use an invite up', async () => {
  await join(1, 'owner');
  await join(2, 'operator');
  await invitePerson(inviting(), { telegramId: 1, role: 'owner' }, { role: 'admin' });
  expect(await acceptInvite({ store, audit }, joiner(2), newToken())).toEqual({
    type: 'alreadyIn',
  });
  expect(await acceptInvite({ store, audit }, joiner(3), newToken())).toMatchObject({
    type: 'joined',
  });
});

test('an admin invites operators and supervisors, not admins; an operator invites nobody', async () => {
  const admin = { telegramId: 1, role: 'admin' as const };
  expect((await invitePerson(inviting(), admin, { role: 'supervisor' })).type).toBe('invited');
  expect((await invitePerson(inviting(), admin, { role: 'admin' })).type).toBe('denied');
  const operator = { telegramId: 2, role: 'operator' as const };
  expect((await invitePerson(inviting(), operator, { role: 'operator' })).type).toBe('denied');
});

const voided: number[] = [];
const managing = () => ({
  store,
  people,
  audit,
  voidSession: (telegramId: number) => {
    voided.push(telegramId);
    return Promise.resolve();
  },
  refreshMenu: () => Promise.resolve(),
  onRemoved: () => undefined,
});

test('removing a person voids what they could still press, and their unused invites', async () => {
  await join(1, 'owner');
  const admin = await join(2, 'admin');
  await invitePerson(inviting(), { telegramId: 2, role: 'admin' }, { role: 'operator' });
  voided.length = 0;
  const outcome = await managePerson(
    managing(),
    { telegramId: 1, role: 'owner' },
    { personId: admin.personId, treatment: 'remove' },
  );
  expect(outcome.type).toBe('done');
  expect(voided).toEqual([2]);
  expect(await acceptInvite({ store, audit }, joiner(3), newToken())).toEqual({ type: 'unknown' });
  expect(await people.byTelegramId(2)).toBeUndefined();
});

test('the last owner can be neither removed nor made less', async () => {
  const owner = await join(1, 'owner');
  expect(await store.removePerson(owner.personId)).toEqual({ type: 'lastOwner' });
  expect(await store.setRole(owner.personId, 'admin')).toBe('lastOwner');
});

test.each([
  ['admin', 'operator', 'remove', 'done'],
  ['admin', 'admin', 'remove', 'denied'],
  ['admin', 'owner', 'remove', 'denied'],
  ['admin', 'operator', 'admin', 'denied'],
  ['admin', 'operator', 'supervisor', 'done'],
  ['owner', 'admin', 'operator', 'done'],
  ['supervisor', 'operator', 'remove', 'denied'],
] as const)('a %s asks for %s → %s: %s', async (actor, target, treatment, outcome) => {
  await join(1, 'owner');
  await join(5, actor);
  const person = await join(6, target);
  const result = await managePerson(
    managing(),
    { telegramId: 5, role: actor },
    { personId: person.personId, treatment },
  );
  expect(result.type).toBe(outcome);
});

test('every deed is in the audit, and no code or token is', async () => {
  await openClaim(claiming);
  await claimOwner(claiming, joiner(1), 'code1');
  await invitePerson(inviting(), { telegramId: 1, role: 'owner' }, { role: 'admin' });
  await acceptInvite({ store, audit }, joiner(2), newToken());
  const rows = await audit.all();
  expect(rows.map((row) => row.action)).toEqual([
    'access.claimOwner',
    'access.invite',
    'access.acceptInvite',
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/code1|token-abc/);
});
