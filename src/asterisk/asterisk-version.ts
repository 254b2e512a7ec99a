/**
 * The numbers in an Asterisk version: `22.10.1+dfsg~cs6…`, `certified/20.7-cert2`, `GIT-22-abc123`.
 * Undefined for a text without any.
 */
export function parseAsteriskVersion(
  version: string,
): { readonly major: number; readonly minor: number; readonly patch: number } | undefined {
  const [, major, minor = '0', patch = '0'] =
    /^(?:certified\/|certified-|GIT-)?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version) ?? [];
  if (major === undefined) return undefined;
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}
