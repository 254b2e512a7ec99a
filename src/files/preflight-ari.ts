import { isIP } from 'node:net';
import type { ConfProblem } from './conf-problem.ts';
import { foldName } from './conf-section.ts';
import type { ConfObject, ConfTree } from './conf-tree.ts';
import { findDuplicates, finding, listOf, settingOf, shown } from './preflight-finding.ts';

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
    ...findDuplicates(users, 'at its next start Asterisk has no ARI user at all.'),
    ...users.flatMap(checkUser),
    ...others.flatMap(checkOther),
    ...(users.length === 0 ? [noUser(tree)] : []),
  ];
}

function checkGenerals(tree: ConfTree, generals: readonly ConfObject[]): readonly ConfProblem[] {
  const [first, ...more] = generals;
  if (first === undefined) {
    const message = 'There is no [general] section: ARI answers 404 to everything.';
    return [{ file: tree.files[0] ?? '', line: 0, severity: 'fatal', code: 'no-general', message }];
  }
  const doubles = more.map((object) => {
    const message = `[general] stands already in ${first.file}, line ${first.line}: at its next start Asterisk answers 404 to everything.`;
    return finding(object, 'fatal', 'duplicate-general', message);
  });
  return [...doubles, ...generals.flatMap(checkGeneral)];
}

function checkGeneral(object: ConfObject): readonly ConfProblem[] {
  const unknown = object.settings.filter(({ key }) => !isKnown(key, generalSettings));
  const timeout = settingOf(object, 'websocket_write_timeout') ?? '100';
  const isOff = /^(no|false|n|f|0|off)$/i.test(settingOf(object, 'enabled') ?? 'yes');
  const consequence = 'ARI answers 404 to everything.';
  return [
    ...unknown.map(({ key }) =>
      finding(
        object,
        'fatal',
        'unknown-setting',
        `"${shown(key)}" is no setting of [general]: ${consequence}`,
      ),
    ),
    ...(/^-?\d+$/.test(timeout)
      ? []
      : [
          finding(
            object,
            'fatal',
            'not-a-number',
            `websocket_write_timeout must be a number: ${consequence}`,
          ),
        ]),
    ...(isOff ? [finding(object, 'fatal', 'ari-off', `enabled is off: ${consequence}`)] : []),
  ];
}

function checkUser(object: ConfObject): readonly ConfProblem[] {
  const name = shown(object.id);
  const problems: ConfProblem[] = [];
  const add = (severity: ConfProblem['severity'], code: string, message: string): void => {
    problems.push(finding(object, severity, code, message));
  };
  for (const { key } of object.settings) {
    if (isKnown(key, userSettings)) continue;
    add(
      'object',
      'unknown-setting',
      `"${shown(key)}" is no setting of a user: [${name}] is refused.`,
    );
  }
  const password = settingOf(object, 'password') ?? '';
  if (password === '') add('object', 'no-password', `[${name}] has no password and is refused.`);
  const format = settingOf(object, 'password_format') ?? 'plain';
  if (!/^(plain|crypt)$/i.test(format)) {
    add('object', 'password-format', `password_format of [${name}] must be plain or crypt.`);
  } else if (/^crypt$/i.test(format) && password !== '' && !/^\$\w+\$/.test(password)) {
    add('warning', 'not-a-hash', `The password of [${name}] is no hash: its logins fail (401).`);
  }
  const readOnly = settingOf(object, 'read_only') ?? 'no';
  if (!/^(yes|no|true|false|y|n|t|f|1|0|on|off)$/i.test(readOnly)) {
    add(
      'warning',
      'not-a-boolean',
      `read_only of [${name}] is neither yes nor no and counts as no.`,
    );
  }
  if ([...listOf(object, 'permit'), ...listOf(object, 'deny')].some((item) => !isNetwork(item))) {
    add('object', 'bad-acl', `permit and deny of [${name}] need addresses; it is refused.`);
  }
  if (object.id.trim() !== object.id || object.id.includes(':') || object.id === '') {
    add('warning', 'odd-name', `No program can log in with the name [${name}].`);
  }
  return problems;
}

function checkOther(object: ConfObject): readonly ConfProblem[] {
  if (object.type === 'outbound_websocket') return [];
  const name = shown(object.id);
  const message =
    object.type === ''
      ? `[${name}] has no "type = user" line: Asterisk passes over it without a word, its logins fail (401).`
      : `[${name}] has the unknown type "${shown(object.type)}": Asterisk passes over it.`;
  return [finding(object, 'object', 'unknown-type', message)];
}

function noUser(tree: ConfTree): ConfProblem {
  const message = 'There is no ARI user: every login fails (401).';
  return { file: tree.files[0] ?? '', line: 0, severity: 'fatal', code: 'no-user', message };
}

function isKnown(key: string, known: ReadonlySet<string>): boolean {
  return known.has(foldName(key)) || key.startsWith('@');
}

/** `192.0.2.1`, `192.0.2.0/24`, `192.0.2.0/255.255.255.0`, `2001:db8::/32`, each with a `!` before it if wanted. */
function isNetwork(item: string): boolean {
  const [address = '', mask = '0', ...rest] = item.replace(/^!/, '').split('/');
  return rest.length === 0 && isIP(address) !== 0 && (/^\d+$/.test(mask) || isIP(mask) === 4);
}
