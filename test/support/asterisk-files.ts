export { shippedFile } from '../../src/sandbox/asterisk/asterisk-files.ts';

/** One phone as the product writes it: endpoint, auth and AOR, for `files` of `startAsterisk`. */
export function extensionSections(number: string, password: string): string {
  return `[${number}]
type = endpoint
transport = transport-udp
context = from-internal
disallow = all
allow = ulaw,alaw
auth = ${number}
aors = ${number}
callerid = Operator ${number} <${number}>
direct_media = no

[${number}]
type = auth
auth_type = userpass
username = ${number}
password = ${password}

[${number}]
type = aor
max_contacts = 1
remove_existing = yes

`;
}

/** A trunk whose other end listens on `port` of this machine and marks its calls `X-Trunk: yes`. */
export function trunkSections(port: number): string {
  return `[trunk]
type = endpoint
transport = transport-udp
context = from-trunk
disallow = all
allow = ulaw,alaw
aors = trunk
direct_media = no

[trunk]
type = aor
contact = sip:127.0.0.1:${port}

[trunk]
type = identify
endpoint = trunk
match_header = X-Trunk: yes

`;
}
