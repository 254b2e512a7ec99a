import { isIP } from 'node:net';
import { problemAt, type ConfProblem } from './conf-problem.ts';
import { foldName } from './conf-section.ts';
import type { ConfObject, ConfTree } from './conf-tree.ts';
import { findDuplicates, listOf, settingOf } from './preflight-finding.ts';

const generalSettings = new Set(
  'type enabled pretty auth_realm allowed_origins channelvars websocket_write_timeout'.split(' '),
);
const userSettings = new Set('type password read_only password_format permit deny acl'.split(' '));

/**
 * What Asterisk 22 would refuse or lose of ari.conf at its next start; its reload says "success" for
 * all of it and often keeps the old state, so that the trouble shows days later. Source:
 * res/ari/config.c (22.10.1), and trials with the real one.
 */
export function preflightAri(tree: ConfTree): readonly ConfProblem[] {
  const isGeneral = (object: ConfObject): boolean =>
    object.type === 'general' || (object.id === 'general' && object.type === '');
  const generals = tree.objects.filter(isGeneral);
  const users = tree.objects.filter(({ type }) => type === 'user');
  const others = tree.objects.filter((object) => !isGeneral(object) && object.type !== 'user');
  return [
    ...tree.problems,
    ...checkGenerals(tree, generals),
    ...checkTwins(users),
    ...users.flatMap(checkUser),
    ...others.flatMap(checkOther),
    ...(users.length === 0 ? [problemAt(wholeOf(tree), 'fatal', 'no-user', {})] : []),
  ];
}

/** The place of what is missing from a file. */
function wholeOf({ files }: ConfTree): Pick<ConfProblem, 'file' | 'line'> {
  return { file: files[0] ?? '', line: 0 };
}

function checkGenerals(tree: ConfTree, generals: readonly ConfObject[]): readonly ConfProblem[] {
  const [first, ...more] = generals;
  if (first === undefined) return [problemAt(wholeOf(tree), 'fatal', 'no-general', {})];
  const { file, line } = first;
  return [
    ...more.map((object) => problemAt(object, 'fatal', 'duplicate-general', { file, line })),
    ...generals.flatMap(checkGeneral),
  ];
}

function checkGeneral(object: ConfObject): readonly ConfProblem[] {
  const unknown = object.settings.filter(({ key }) => !isKnown(key, generalSettings));
  const key = 'websocket_write_timeout';
  const isNumber = /^-?\d+$/.test(settingOf(object, key) ?? '100');
  const isOff = /^(no|false|n|f|0|off)$/i.test(settingOf(object, 'enabled') ?? 'yes');
  return [
    ...unknown.map((setting) =>
      problemAt(object, 'fatal', 'general-setting', { key: setting.key }),
    ),
    ...(isNumber ? [] : [problemAt(object, 'fatal', 'general-not-a-number', { key })]),
    ...(isOff ? [problemAt(object, 'fatal', 'ari-off', {})] : []),
  ];
}

function checkTwins(users: readonly ConfObject[]): readonly ConfProblem[] {
  return findDuplicates(users).map(({ object, first: { file, line } }) =>
    problemAt(object, 'fatal', 'duplicate-user', { id: object.id, file, line }),
  );
}

function checkUser(object: ConfObject): readonly ConfProblem[] {
  const { id } = object;
  const unknown = object.settings.filter(({ key }) => !isKnown(key, userSettings));
  const networks = [...listOf(object, 'permit'), ...listOf(object, 'deny')];
  const isNamedOddly = id.trim() !== id || id.includes(':') || id === '';
  return [
    ...unknown.map(({ key }) => problemAt(object, 'object', 'user-setting', { id, key })),
    ...checkPassword(object),
    ...(isBoolean(settingOf(object, 'read_only') ?? 'no')
      ? []
      : [problemAt(object, 'warning', 'not-a-boolean', { id })]),
    ...(networks.every(isNetwork) ? [] : [problemAt(object, 'object', 'bad-acl', { id })]),
    ...(isNamedOddly ? [problemAt(object, 'warning', 'odd-name', { id })] : []),
  ];
}

function checkPassword(object: ConfObject): readonly ConfProblem[] {
  const { id } = object;
  const password = settingOf(object, 'password') ?? '';
  const format = settingOf(object, 'password_format') ?? 'plain';
  const isCrypt = /^crypt$/i.test(format);
  const isKnownFormat = isCrypt || /^plain$/i.test(format);
  const isNoHash = isCrypt && password !== '' && !/^\$\w+\$/.test(password);
  return [
    ...(password === '' ? [problemAt(object, 'object', 'user-no-password', { id })] : []),
    ...(isKnownFormat ? [] : [problemAt(object, 'object', 'password-format', { id })]),
    ...(isNoHash ? [problemAt(object, 'warning', 'not-a-hash', { id })] : []),
  ];
}

function checkOther(object: ConfObject): readonly ConfProblem[] {
  const { id, type } = object;
  if (type === 'outbound_websocket') return [];
  if (type === '') return [problemAt(object, 'object', 'user-no-type', { id })];
  return [problemAt(object, 'object', 'user-unknown-type', { id, type })];
}

function isBoolean(text: string): boolean {
  return /^(yes|no|true|false|y|n|t|f|1|0|on|off)$/i.test(text);
}

function isKnown(key: string, known: ReadonlySet<string>): boolean {
  return known.has(foldName(key)) || key.startsWith('@');
}

/** `192.0.2.1`, `192.0.2.0/24`, `192.0.2.0/255.255.255.0`, `2001:db8::/32`, each with a `!` before it if wanted. */
function isNetwork(item: string): boolean {
  const [address = '', mask = '0', ...rest] = item.replace(/^!/, '').split('/');
  return rest.length === 0 && isIP(address) !== 0 && (/^\d+$/.test(mask) || isIP(mask) === 4);
}
