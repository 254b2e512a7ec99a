import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect as connectTcp, isIPv6 } from 'node:net';
import { connect as connectTls } from 'node:tls';

export type SipPlace = {
  readonly protocol: 'udp' | 'tcp' | 'tls';
  readonly host: string;
  readonly port: number;
};

/** Over UDP the question is repeated, as a datagram may be lost. Source: RFC 3261, timer E. */
const repeatMs = 500;

/**
 * Whether somebody who speaks SIP answers there: any answer to an OPTIONS request counts, a refusal
 * too. Asterisk logs a notice about the stranger. Never throws.
 */
export async function answersSip(place: SipPlace, deadlineMs = 2_000): Promise<boolean> {
  return await new Promise((resolve) => {
    const { ask, close } = open(place, (text) => {
      if (text.startsWith('SIP/2.0 ')) end(true);
    });
    const end = (isThere: boolean): void => {
      clearTimeout(deadline);
      clearInterval(repeat);
      close();
      resolve(isThere);
    };
    const deadline = setTimeout(() => {
      end(false);
    }, deadlineMs);
    const repeat = setInterval(ask, place.protocol === 'udp' ? repeatMs : deadlineMs);
    ask();
  });
}

type Line = { readonly ask: () => void; readonly close: () => void };

function open(place: SipPlace, hear: (text: string) => void): Line {
  const question = optionsRequest(place);
  if (place.protocol === 'udp') {
    const socket = createSocket(isIPv6(place.host) ? 'udp6' : 'udp4');
    socket.on('message', (bytes) => {
      hear(bytes.toString('latin1'));
    });
    // Nobody listens (ICMP): the deadline tells the same.
    socket.on('error', () => undefined);
    const ask = () => {
      socket.send(question, place.port, place.host, () => undefined);
    };
    return { ask, close: () => socket.close() };
  }
  // Whose certificate it is does not matter here: nothing is told.
  const socket =
    place.protocol === 'tls'
      ? connectTls({ host: place.host, port: place.port, rejectUnauthorized: false })
      : connectTcp({ host: place.host, port: place.port });
  let heard = '';
  socket.on('data', (bytes: Buffer) => {
    heard = (heard + bytes.toString('latin1')).slice(0, 1_000);
    hear(heard);
  });
  socket.on('error', () => undefined);
  return {
    ask: () => socket.write(question),
    close: () => socket.destroy(),
  };
}

function optionsRequest({ protocol, host, port }: SipPlace): string {
  const id = randomBytes(8).toString('hex');
  const at = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  return [
    `OPTIONS sip:${at} SIP/2.0`,
    `Via: SIP/2.0/${protocol.toUpperCase()} 127.0.0.1;branch=z9hG4bK${id};rport`,
    `From: <sip:navbatchi@${at}>;tag=${id}`,
    `To: <sip:${at}>`,
    `Call-ID: ${id}`,
    'CSeq: 1 OPTIONS',
    'Max-Forwards: 70',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
