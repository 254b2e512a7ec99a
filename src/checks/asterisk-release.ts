/** What is known of a running version. Dates are ISO days. */
export type ReleaseVerdict =
  | { readonly type: 'supported'; readonly until: string }
  /** No security fixes come any more. */
  | { readonly type: 'ended'; readonly since: string }
  /** Newer than this table, or built from source under a name of its own. */
  | { readonly type: 'unlisted' };

/**
 * The last day with security fixes, by major version. Source: docs.asterisk.org, "Asterisk Versions"
 * (read November 2026).
 */
const endOfLife: Readonly<Record<number, string>> = {
  13: '2021-10-24',
  14: '2018-09-26',
  15: '2019-10-03',
  16: '2023-10-09',
  17: '2021-10-28',
  18: '2025-10-20',
  19: '2023-11-02',
  20: '2027-10-19',
  21: '2026-10-18',
  22: '2029-10-16',
  23: '2027-10-15',
};

/** `today` is an ISO day. Source of the dates: the table above. */
export function judgeRelease(version: string, today: string): ReleaseVerdict {
  const { major } = parseRelease(version);
  const until = endOfLife[major];
  if (until === undefined) return { type: 'unlisted' };
  return until < today ? { type: 'ended', since: until } : { type: 'supported', until };
}

/**
 * The first release of each supported series without the holes of June 2026: over ARI any user could
 * read and write files of the PBX (GHSA-vrfp-mg3q-3959), and read-only users could write
 * (GHSA-wcvv-g26m-wx5c). Source: release notes of 2026-06-25.
 */
const mendedIn: Readonly<Record<number, readonly [minor: number, patch: number]>> = {
  20: [20, 1],
  21: [12, 3],
  22: [10, 1],
  23: [4, 1],
};

/**
 * The release to move to when this one has a known hole that matters to us; undefined when it has
 * none, or when the version (a certified one, one from source) does not tell.
 */
export function neededRelease(version: string): string | undefined {
  if (/cert/i.test(version)) return undefined;
  const { major, minor, patch } = parseRelease(version);
  const mended = mendedIn[major];
  if (mended === undefined) return undefined;
  const isOld = minor < mended[0] || (minor === mended[0] && patch < mended[1]);
  return isOld ? `${major}.${mended.join('.')}` : undefined;
}

/** `22.10.1~dfsg+…` and `certified/20.7-cert4` alike; what is no number counts as 0. */
function parseRelease(version: string): Release {
  const [, major = '0', minor = '0', patch = '0'] =
    /(?:^|\/)(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?/.exec(version) ?? [];
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

type Release = { readonly major: number; readonly minor: number; readonly patch: number };
