import { describe, expect, test } from 'vitest';
import {
  isOpen,
  rotationStates,
  sideOf,
  type Rotation,
} from '../../../src/features/ari-access/rotation.ts';
import { rotationScreen } from '../../../src/features/ari-access/rotation-screen.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { printOf } from '../../../src/lib/secret-print.ts';

const [oldOne, newOne] = [new Secret('old-password-0123'), new Secret('new-password-4567')];

const rotation: Rotation = {
  ...{ rotationId: 'r1', kind: 'alternating', state: 'grace', startedAt: 1, telegramId: 7 },
  ...{ finishedAt: undefined, messageId: undefined, because: undefined, remarks: [] },
  ...{
    previousUser: 'backend',
    nextUser: 'backend_b',
    salt: 's',
    sessions: [],
    graceUntil: 60_000,
  },
  previousPrint: printOf('s', oldOne),
  nextPrint: printOf('s', newOne),
};

describe('whose pair .env names', () => {
  test.each([
    ['backend', oldOne, 'previous'],
    ['backend_b', newOne, 'next'],
    ['backend', newOne, 'elsewhere'],
    ['backend_b', oldOne, 'elsewhere'],
    ['other', newOne, 'elsewhere'],
  ])('%s with that password is %s', (username, password, side) => {
    expect(sideOf(rotation, { username, password })).toBe(side);
  });

  test('no pair at all is nobody’s', () => {
    expect(sideOf(rotation, undefined)).toBe('elsewhere');
  });

  test('a rotation holds no password', () => {
    expect(JSON.stringify(rotation)).not.toMatch(/old-password|new-password/);
  });
});

describe('what a person sees of a rotation', () => {
  const words = (key: string) => key;
  const shown = {
    time: () => '10:00',
    because: (sentence: string) => `in the reader’s language: ${sentence}`,
    back: { label: 'ari-back', action: 'ari' },
  };
  const screen = (own: Partial<Rotation>, trouble?: string) =>
    rotationScreen(words, { ...rotation, ...own }, { ...shown, trouble });

  test.each(rotationStates)('%s has words of its own', (state) => {
    expect(screen({ state }).text).toContain(`ari-rotation-${state}`);
  });

  test('only in the grace there is a way back and a way to end it; every end leads on', () => {
    const labels = (state: Rotation['state']) => (screen({ state }).buttons ?? []).flat();
    for (const state of rotationStates) {
      const shown = labels(state).map(({ label }) => label);
      const expected = isOpen({ state }) ? [] : ['ari-back'];
      expect(shown).toEqual(state === 'grace' ? ['ari-undo', 'ari-end-grace'] : expected);
    }
  });

  test('what a rotation waits for is told while it waits, in the reader’s language', () => {
    const told = (key: string, args?: object) => `${key} ${JSON.stringify(args)}`;
    const text = (state: Rotation['state']) =>
      rotationScreen(told, { ...rotation, state }, { ...shown, trouble: 'away' }).text;
    expect(text('grace')).toMatch(/ari-waiting .*in the reader’s language: away/);
    expect(text('done')).not.toContain('ari-waiting');
  });

  test('the steps behind are ticked, the one at work runs, the rest waits', () => {
    const { text } = screen({ state: 'switched' });
    expect(text.match(/[✅⏳▫]/gu)?.join('')).toBe('✅✅⏳▫▫');
  });

  test('why it did not work is told at the end, not before', () => {
    const because = 'The disk is full.';
    const open = rotationStates.filter((state) => isOpen({ state }));
    expect(open.filter((state) => screen({ state, because }).text.includes('because'))).toEqual([]);
    expect(screen({ state: 'putBack', because }).text).toContain('ari-because');
  });

  test('that all sessions were cut is not said when they could not be', () => {
    const leaked = { state: 'done', kind: 'leaked' } as const;
    expect(screen(leaked).text).toContain('ari-done-leaked');
    const remarks = [{ key: 'ari-remark-sessions', args: { why: 'no console' } }];
    expect(screen({ ...leaked, remarks }).text).not.toContain('ari-done-leaked');
  });
});
