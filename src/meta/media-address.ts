import { BlockList, isIP, isIPv6 } from 'node:net';

/** Where no file of Meta's can be: this machine, its neighbours, and what is nobody's. Source: IANA, special-purpose registries. */
const inside = new BlockList();
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
  ] as const),
  ...([
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
  ] as const),
  ...([
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
  ] as const),
  ...([
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const) {
  inside.addSubnet(net, bits, 'ipv4');
}

/** Public IPv6 is here, without the parts that carry an IPv4 address or are for documents. */
const outside6 = new BlockList();
outside6.addSubnet('2000::', 3, 'ipv6');
const inside6 = new BlockList();
for (const [net, bits] of [
  ...([
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ] as const),
] as const) {
  inside6.addSubnet(net, bits, 'ipv6');
}

/** Whether a connection there leaves for the public internet. */
export function isPublicAddress(address: string): boolean {
  if (isIPv6(address)) {
    return outside6.check(address, 'ipv6') && !inside6.check(address, 'ipv6');
  }
  return isIP(address) === 4 && !inside.check(address, 'ipv4');
}

/** The address as a URL that may be fetched, as far as can be told before its name is looked up. */
export function readMediaUrl(text: string, trustedOrigin?: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.origin === trustedOrigin) return url;
  const isPlain = url.protocol === 'https:' && url.port === '';
  const hasNobody = url.username === '' && url.password === '';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const isNamed = isIP(host) === 0 && host.includes('.');
  return isPlain && hasNobody && (isNamed || isPublicAddress(host)) ? url : undefined;
}
