/** Numbers from 0 up to but without `below`, the same ones for the same seed (mulberry32). */
export type Random = (below: number) => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const tokens: readonly string[] = [
  ...['[', ']', '(', ')', '!', '+', '=', '=>', '+=', ';', ';--', '--;', ';---', '\\', '\\;', '#'],
  ...['#include "x"', '#tryinclude <x>', '#exec /bin/sh', '[a]', '[a](!)', '[b](a)', '[a](+)'],
  ...['\n', '\n', '\n', '\r\n', '\r', '\0', '\t', ' ', '  ', '\xef\xbb\xbf', '\xa0', '\xff', '>'],
  ...[
    'x',
    'type',
    'password = ',
    'y=1\n',
    'exten => 1,1,NoOp()\n',
    '[1001]\ntype=endpoint\n',
    '"',
    "'",
  ],
  ...['l'.repeat(4000), 'l'.repeat(8191), '0', '<', ',', '{', '$', '`', '-', '.', ':', '@', '/'],
];

/** Up to `most` nasty pieces in a row; one in eight is any byte. */
export function nastyText(random: Random, most: number): string {
  let text = '';
  for (let left = random(most + 1); left > 0; left -= 1) {
    // The long ones cost most of the time, so they come seldom.
    const token = tokens[random(tokens.length)] ?? '';
    if (random(8) === 0) text += String.fromCharCode(random(256));
    else if (token.length < 100 || random(50) === 0) text += token;
  }
  return text;
}
