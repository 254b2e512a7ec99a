import { expect, test } from 'vitest';
import type { Plan } from '../../src/change/plan.ts';
import { isDangerous } from '../../src/change/risk.ts';

const one = '[1001]\ntype = endpoint\n\n[1001]\ntype = aor\n\n';
const two = '[1002]\ntype = endpoint\n';

function plan(edits: readonly [before: string, after: string][], over: Partial<Plan> = {}): Plan {
  return {
    title: { key: 'change', args: {} },
    edits: edits.map(([before, after], index) => ({ path: `/etc/${index}.conf`, before, after })),
    reload: ['res_pjsip.so'],
    proof: { kind: 'extensions', subject: [] },
    ...over,
  };
}

test.each<readonly [string, Plan, boolean]>([
  ['a new extension', plan([[one, one + two]]), false],
  ['another value', plan([[one, one.replace('aor', 'aor\nmax_contacts = 1')]]), false],
  ['a deletion', plan([[one + two, one]]), true],
  ['one section of an extension lost', plan([[one, '[1001]\ntype = endpoint\n']]), true],
  [
    'a section that moves to another file',
    plan([
      [one + two, one],
      ['', two],
    ]),
    false,
  ],
  ['a section that is switched off', plan([[two, ';~[1002]\n;~type = endpoint\n']]), false],
  ['a new ARI user', plan([['', '[crm]\ntype = user\n']], { reload: ['res_ari.so'] }), true],
  ['HTTPS for ARI', plan([['', 'tlsenable = yes']], { reload: ['http'] }), true],
  [
    'another pair in .env',
    plan([['A=1', 'A=2']], { reload: [], proof: { kind: 'ariAccess', subject: [] } }),
    true,
  ],
])('%s', (_name, shown, expected) => {
  expect(isDangerous(shown)).toBe(expected);
});
