/** The staff phone of a channel's name, `PJSIP/1001-0000000a`; undefined for trunks and helpers. */
export function partyOf(
  channelName: string,
  isExtension: (endpoint: string) => boolean,
): string | undefined {
  const endpoint = /^PJSIP\/(.+)-[0-9a-f]{8}$/.exec(channelName)?.[1] ?? '';
  return isExtension(endpoint) ? endpoint : undefined;
}
