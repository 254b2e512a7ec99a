import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locale } from '../../src/lib/locale.ts';
import { isAtLeast, type Role } from '../../src/lib/role.ts';
import { startPbx } from '../../src/sandbox/pbx/start-pbx.ts';
import { formattedTextOf } from '../../src/sandbox/telegram/message.ts';
import { chatOf } from '../../src/sandbox/telegram/people.ts';
import { writeStarterEtc } from '../../src/sandbox/pbx/starter-etc.ts';
import { changeDatabase } from '../support/app-database.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { claimOwner } from '../support/owner.ts';
import type { Where } from '../support/telegram-person.ts';
import { waitFor } from '../support/telegram-wait.ts';
import { startTelegram, type FakeTelegram, type Person } from '../support/telegram.ts';

type Rule = readonly [where: 'private' | 'group' | 'topic' | 'both', minimumRole: Role];

/** Every command of the house, where it is written, and by whom. */
const commands: Readonly<Record<string, Rule>> = {
  start: ['private', 'operator'],
  help: ['private', 'operator'],
  calls: ['both', 'operator'],
  missed: ['both', 'operator'],
  dial: ['both', 'operator'],
  duty: ['both', 'operator'],
  board: ['both', 'operator'],
  language: ['private', 'operator'],
  report: ['both', 'supervisor'],
  extensions: ['private', 'admin'],
  newextension: ['private', 'admin'],
  callsoff: ['both', 'admin'],
  testcall: ['private', 'admin'],
  routes: ['private', 'admin'],
  reportoff: ['both', 'admin'],
  inboxoff: ['both', 'admin'],
  replies: ['private', 'admin'],
  autoanswers: ['private', 'admin'],
  ari: ['private', 'admin'],
  asterisk: ['private', 'admin'],
  history: ['private', 'admin'],
  undo: ['private', 'admin'],
  logs: ['private', 'admin'],
  people: ['private', 'admin'],
  audit: ['private', 'admin'],
  callshere: ['group', 'admin'],
  reporthere: ['group', 'admin'],
  inboxhere: ['group', 'admin'],
  claim: ['topic', 'operator'],
  release: ['topic', 'operator'],
  close: ['topic', 'operator'],
  javob: ['topic', 'operator'],
  tie: ['topic', 'operator'],
  untie: ['topic', 'operator'],
  // It goes on after its answer, so it is the last.
  doctor: ['private', 'admin'],
};

/** What is said when it is not done, in all languages. */
const sayings = {
  denied: /^⛔️ (?:Buni|Это делает|An? \S+)/,
  privateOnly: /menga shaxsiy xabarda|мне в личные сообщения|to me about this in private/,
  groupOnly: /guruh uchun|для группы|is for a group/,
  topicOnly:
    /mijoz mavzusida yoziladi|mijozning (?:oʻz )?mavzusida ishlaydi|(?:пишется|работает) .* клиента|(?:works|is written) in a customer['’]s/,
} as const;

type Saying = keyof typeof sayings;

let folder: string;
let pbx: Awaited<ReturnType<typeof startPbx>>;
let telegram: FakeTelegram;
let app: TestApp;
let owner: Person;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nb-commands-'));
  const etc = path.join(folder, 'etc');
  const password = 'sandbox-password-of-this-run';
  await writeStarterEtc(etc, password);
  pbx = await startPbx({ etcFolder: etc });
  telegram = await startTelegram();
  const asterisk = { ariUrl: pbx.url, username: 'backend', password, etc, astCommand: ['false'] };
  app = await startTestApp(asterisk, telegram, { varFolder: folder });
  owner = await claimOwner(telegram, app);
});
afterAll(async () => {
  await app.stop();
  expect(telegram.violations).toEqual([]);
  await telegram.stop();
  await pbx.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the table has every command that the owner is offered', async () => {
  await owner.says('/help');
  const { text } = await owner.sees(/\/board/);
  const offered = [...text.matchAll(/^\/(\w+)/gm)].map(([, name]) => name);
  expect(['start', 'help', ...offered].toSorted()).toEqual(Object.keys(commands).toSorted());
});

test('/inboxhere says that nothing comes as long as Meta is not connected', async () => {
  const group = telegram.createGroup({ title: 'Mijozlar', isForum: true });
  group.adds(owner);
  await owner.says('/inboxhere', { in: group });
  const { text } = await owner.sees(/mijozlari shu guruhda/, { in: group });
  expect(text).toContain('hali toʻliq ulanmagan');
  await owner.says('/inboxoff', { in: group });
  await owner.sees(/endi guruhda chiqmaydi/, { in: group });
});

test('every command has one answer, whoever writes it wherever, in their language', async () => {
  const people = await Promise.all(
    (['admin', 'supervisor', 'operator'] as const).flatMap((role) =>
      (['uz', 'ru', 'en'] as const).map((locale) => join(role, locale)),
    ),
  );
  const first: Colleague = { person: owner, role: 'owner', locale: 'uz' };
  const faults = await Promise.all([first, ...people].map(walk));
  expect(faults.flat()).toEqual([]);
});

type Colleague = { readonly person: Person; readonly role: Role; readonly locale: Locale };

async function join(role: Role, locale: Locale): Promise<Colleague> {
  const person = telegram.createPerson({ name: 'Aziza', languageCode: locale });
  await changeDatabase(
    folder,
    'insert into people (telegramId, name, role, locale, createdAt) values (?, ?, ?, ?, 0)',
    ...[person.id, 'Aziza', role, locale],
  );
  return { person, role, locale };
}

/** Writes all commands in every place, and tells what was wrong with the answers. */
async function walk(colleague: Colleague): Promise<readonly string[]> {
  const { person } = colleague;
  const [forum, plain] = [
    telegram.createGroup({ title: 'A', isForum: true }),
    telegram.createGroup({ title: 'B' }),
  ];
  const topic = forum.createTopic('C');
  for (const group of [forum, plain]) group.adds(person);
  const places: readonly [string, Where][] = [
    ['private', {}],
    ['general', { in: forum }],
    ['topic', { in: forum, topic }],
    ['group', { in: plain }],
  ];
  const faults: string[] = [];
  for (const [place, where] of places) {
    let seen = textsOf(person, where).length;
    for (const [name, rule] of Object.entries(commands)) {
      const texts = await answersTo(`/${name}`, person, { where, seen });
      seen += texts.length;
      const wanted = expectedOf(rule, colleague.role, place === 'private');
      const found = faultsOf(texts, wanted, colleague.locale, name);
      const who = `${colleague.role} ${colleague.locale}, ${place}, /${name}`;
      faults.push(...found.map((fault) => `${who}: ${fault}: ${texts.join(' | ')}`));
    }
  }
  return faults;
}

/** All that the bot has said there, oldest first. */
function textsOf(person: Person, where: Where): readonly string[] {
  const { world } = telegram.emulator;
  return chatOf(world, where.in?.chatId ?? person.id)
    .messages.filter(({ fromId, content }) => fromId === world.bot.id && content.type !== 'service')
    .map((message) => formattedTextOf(message).text);
}

/** `seen`: how much was read before. So an answer too much, that comes late, is read as the next one's. */
async function answersTo(
  text: string,
  person: Person,
  { where, seen }: { readonly where: Where; readonly seen: number },
): Promise<readonly string[]> {
  await person.says(text, where);
  return waitFor(telegram.emulator.world.changed, {
    look: () => {
      const texts = textsOf(person, where).slice(seen);
      return texts.length > 0 ? texts : undefined;
    },
    withinMs: 20_000,
    explain: () => `${text} met silence\n${person.screen(where)}`,
  });
}

function expectedOf([where, minimum]: Rule, role: Role, isPrivate: boolean): Saying | undefined {
  if (!isAtLeast(role, minimum)) return 'denied';
  if (where === 'topic') return 'topicOnly';
  if (isPrivate) return where === 'group' ? 'groupOnly' : undefined;
  return where === 'private' ? 'privateOnly' : undefined;
}

const keys = new Set(
  globSync(path.join(import.meta.dirname, '../../src/**/*.ftl')).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^([a-z][\w-]+) =/gm)].map(([, key]) => key),
  ),
);

function faultsOf(
  texts: readonly string[],
  wanted: Saying | undefined,
  locale: Locale,
  name: string,
): readonly string[] {
  const [text = ''] = texts;
  const said = Object.entries(sayings).find(([, pattern]) => pattern.test(text))?.[0];
  // The list of what can be done speaks of groups, and the languages by their own names.
  const isList = name === 'start' || name === 'help' || name === 'language';
  return [
    ...(texts.length === 1 ? [] : [`${texts.length} answers`]),
    ...(said === wanted || (isList && wanted === undefined) ? [] : [`not ${wanted ?? 'done'}`]),
    ...(text.split(/[^\w-]+/).some((word) => keys.has(word)) ? ['a raw key'] : []),
    ...(/undefined|NaN|\[object|\{ ?\$/.test(text) ? ['a hole'] : []),
    ...(isOf(locale, text) || name === 'language' ? [] : ['another language']),
  ];
}

/** Russian has its letters, and Uzbek its apostrophes. */
function isOf(locale: Locale, text: string): boolean {
  const [isRussian, isUzbek] = [
    /[а-яё]{2}/i.test(text),
    /[ʻʼ]|\b(?:va|yoki|emas|qilish)\b/.test(text),
  ];
  return isRussian === (locale === 'ru') && (locale === 'uz' || !isUzbek);
}
