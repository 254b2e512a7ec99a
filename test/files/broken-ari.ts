/** What a login gets: the HTTP status of `GET /ari/asterisk/ping`. */
export type AriStatus = 200 | 401 | 404;

export type AriCase = {
  readonly name: string;
  readonly text: string;
  /** Severity and code of each problem, in order; none for a good file. */
  readonly problems: readonly string[];
  /** What the new password gets after a reload, and after a cold start. Measured with 22.10.1. */
  readonly afterReload: AriStatus;
  readonly afterStart: AriStatus;
};

const general = '[general]\nenabled = yes\n';
const user = '[backend]\ntype = user\nread_only = no\npassword = new-password\n';

function ariCase(
  name: string,
  text: string,
  problems: readonly string[],
  afterReload: AriStatus,
  afterStart: AriStatus,
): AriCase {
  return { name, text, problems, afterReload, afterStart };
}

/** ari.conf in 38 states, most of them broken; the reload calls each of them a success. */
export const ariCases: readonly AriCase[] = [
  ariCase('a good file', general + user, [], 200, 200),
  ariCase(
    'a byte order mark and CRLF',
    `\xef\xbb\xbf${(general + user).replaceAll('\n', '\r\n')}`,
    [],
    200,
    200,
  ),
  ariCase(
    'a password from a template',
    `${general}[t](!)\npassword = new-password\n[backend](t)\ntype = user\n`,
    [],
    200,
    200,
  ),
  ariCase(
    'the user put together by (+)',
    `${general}[backend]\ntype = user\n[backend](+)\npassword = new-password\n`,
    [],
    200,
    200,
  ),
  ariCase(
    'two passwords, the last counts',
    `${general}[backend]\ntype=user\npassword=x\npassword=new-password\n`,
    [],
    200,
    200,
  ),
  ariCase('two [general]', `${general}${general}${user}`, ['fatal duplicate-general'], 200, 404),
  ariCase('the same user twice', `${general}${user}${user}`, ['fatal duplicate-user'], 401, 401),
  ariCase(
    'no password',
    `${general}[backend]\ntype = user\n`,
    ['object user-no-password'],
    401,
    401,
  ),
  ariCase(
    'an empty password',
    `${general}[backend]\ntype = user\npassword =\n`,
    ['object user-no-password'],
    401,
    401,
  ),
  ariCase(
    'an unknown setting of the user',
    `${general}${user}colour = red\n`,
    ['object user-setting'],
    401,
    401,
  ),
  ariCase(
    'an unknown setting of [general]',
    `${general}colour = red\n${user}`,
    ['fatal general-setting'],
    404,
    404,
  ),
  ariCase(
    'a bad password_format',
    `${general}${user}password_format = md5\n`,
    ['object password-format'],
    401,
    401,
  ),
  ariCase(
    'a plain password said to be crypt',
    `${general}${user}password_format = crypt\n`,
    ['warning not-a-hash'],
    401,
    401,
  ),
  ariCase(
    'a missing ] in [general]',
    `[general\nenabled = yes\n${user}`,
    ['fatal no-closing-bracket', 'fatal no-general', 'fatal no-user'],
    401,
    404,
  ),
  ariCase(
    'a missing ] in the user',
    `${general}[backend\ntype = user\npassword = new-password\n`,
    ['fatal no-closing-bracket', 'fatal no-user'],
    401,
    404,
  ),
  ariCase(
    'a missing )',
    `${general}[backend](t\ntype = user\n`,
    ['fatal no-closing-parenthesis', 'fatal no-user'],
    401,
    404,
  ),
  ariCase(
    'a line without "=" in the user',
    `${general}${user}nonsense\n`,
    ['warning no-equals-sign'],
    200,
    200,
  ),
  ariCase(
    'a line before the first section',
    `nonsense\n${general}${user}`,
    ['fatal no-section', 'fatal no-general', 'fatal no-user'],
    401,
    404,
  ),
  ariCase(
    'an #include without its file',
    `${general}${user}#include "no.conf"\n`,
    ['fatal include-missing'],
    401,
    404,
  ),
  ariCase(
    'a #tryinclude without its file',
    `${general}${user}#tryinclude "no.conf"\n`,
    [],
    200,
    200,
  ),
  ariCase(
    'a template that does not exist',
    `${general}[backend](t)\ntype = user\npassword = new-password\n`,
    ['fatal parent-missing', 'fatal no-user'],
    401,
    404,
  ),
  ariCase(
    'the user as a template',
    general + user.replace(']', '](!)'),
    ['fatal no-user'],
    401,
    401,
  ),
  ariCase(
    'an addition to nobody',
    general + user.replace(']', '](+)'),
    ['fatal addition-without-section', 'fatal no-user'],
    401,
    404,
  ),
  ariCase(
    'no type',
    general + user.replace('type = user\n', ''),
    ['object user-no-type', 'fatal no-user'],
    401,
    401,
  ),
  ariCase(
    'a type of another case',
    general + user.replace('= user', '= User'),
    ['object user-unknown-type', 'fatal no-user'],
    401,
    401,
  ),
  ariCase(
    'a misspelt type',
    general + user.replace('= user', '= usr'),
    ['object user-unknown-type', 'fatal no-user'],
    401,
    401,
  ),
  ariCase(
    'read_only = maybe',
    general + user.replace('= no', '= maybe'),
    ['warning not-a-boolean'],
    200,
    200,
  ),
  ariCase('an empty file', '', ['fatal no-general', 'fatal no-user'], 404, 404),
  ariCase('comments only', '; nothing\n', ['fatal no-general', 'fatal no-user'], 404, 404),
  ariCase('users only, no [general]', user, ['fatal no-general'], 404, 404),
  ariCase('[general] only', general, ['fatal no-user'], 401, 401),
  ariCase('enabled = no', general.replace('yes', 'no') + user, ['fatal ari-off'], 404, 404),
  ariCase(
    'websocket_write_timeout under the user',
    `${general}${user}websocket_write_timeout = 5000\n`,
    ['object user-setting'],
    401,
    401,
  ),
  ariCase(
    'websocket_write_timeout = soon',
    `${general}websocket_write_timeout = soon\n${user}`,
    ['fatal general-not-a-number'],
    200,
    404,
  ),
  ariCase(
    'a block comment never closed',
    `${general};-- note\n${user}`,
    ['warning open-comment', 'fatal no-user'],
    401,
    401,
  ),
  ariCase(
    '";--" behind the password',
    `${general}${user.replace('new-password', 'new-password ;-- note')}`,
    ['warning open-comment'],
    200,
    200,
  ),
  ariCase(
    'a semicolon in the password',
    `${general}[backend]\ntype = user\npassword = new-password;x\n`,
    [],
    200,
    200,
  ),
  ariCase('a bad acl line', `${general}${user}permit = nowhere\n`, ['object bad-acl'], 401, 401),
];
