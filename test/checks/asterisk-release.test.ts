import { expect, test } from 'vitest';
import { judgeRelease, neededRelease } from '../../src/checks/asterisk-release.ts';

test.each([
  ['22.10.1~dfsg+~cs6.15.60671435-1', { type: 'supported', until: '2029-10-16' }],
  ['20.5.0', { type: 'supported', until: '2027-10-19' }],
  ['21.12.3', { type: 'ended', since: '2026-10-18' }],
  ['16.28.0~dfsg-0+deb11u3', { type: 'ended', since: '2023-10-09' }],
  ['certified/20.7-cert4', { type: 'supported', until: '2027-10-19' }],
  ['GIT-master-abc123', { type: 'unlisted' }],
  ['24.0.0', { type: 'unlisted' }],
])('support of %s in November 2026', (version, verdict) => {
  expect(judgeRelease(version, '2026-11-21')).toEqual(verdict);
});

test.each([
  ['22.10.1~dfsg+~cs6', undefined],
  ['22.10.0', '22.10.1'],
  ['22.9.5', '22.10.1'],
  ['22.11.0', undefined],
  ['20.5.0', '20.20.1'],
  ['23.4.1', undefined],
  ['certified/20.7-cert4', undefined],
  ['GIT-22-abc', undefined],
  // No mended release of it was made; that it has no support any more is said anyway.
  ['18.26.1', undefined],
])('the release that mends the holes of June 2026 in %s', (version, needed) => {
  expect(neededRelease(version)).toBe(needed);
});
