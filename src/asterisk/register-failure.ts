/** A phone that Asterisk turned away. */
export type RegisterFailure = {
  /** The user name that the phone gave; any text without spaces and quotes. */
  readonly user: string;
  /** Where it came from, as Asterisk saw it: `192.168.1.20:5060`. */
  readonly address: string;
  readonly reason: 'wrongPassword' | 'unknownUser';
};

/**
 * One line of Asterisk's log, measured on 16.28 and 22.10. A phone writes parts of it: the name in
 * front, the user, and the call id. So none of them may hold the characters with which a line could
 * tell another story than Asterisk's; a line that does is passed over.
 */
const failure =
  /^\[[^\]]*\] NOTICE\[\d+\](?:\[C-[0-9a-f]+\])?:? res_pjsip\/pjsip_distributor\.c(?::\d+)?(?: \w+)?: Request 'REGISTER' from '(?:"[^"'\\<>]*" ?)?<sips?:(?<user>[^'"@<>:;\s]+)(?:[:;][^'"@<>\s]*)?@[^'"<>\s]*>' failed for '(?<address>[0-9a-fA-F.:[\]]+)' \(callid: (?<callId>[^'()\s]+)\) - (?<reason>Failed to authenticate|No matching endpoint found)\r?$/;

/** Those turned away, by Asterisk's log, oldest first; one entry for each attempt. */
export function parseRegisterFailures(log: string): readonly RegisterFailure[] {
  const attempts = new Map<string, RegisterFailure>();
  for (const line of log.split('\n')) {
    const row = failure.exec(line)?.groups;
    if (!row) continue;
    const { user = '', address = '', callId = '', reason } = row;
    const key = `${user} ${address} ${callId}`;
    // Asterisk 16 and 22 say "Failed to authenticate" after "No matching endpoint found" as well.
    const isUnknown =
      reason === 'No matching endpoint found' || attempts.get(key)?.reason === 'unknownUser';
    attempts.delete(key);
    attempts.set(key, { user, address, reason: isUnknown ? 'unknownUser' : 'wrongPassword' });
  }
  return [...attempts.values()];
}
