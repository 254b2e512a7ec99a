import type { ConfObject } from '../../files/conf-tree.ts';
import type { PhoneKind } from '../../pbx/extension.ts';
import { SipProtocol } from './card-verdict.ts';

/** Where Asterisk is told to listen. */
export type Transport = {
  readonly protocol: SipProtocol;
  /** `0.0.0.0` and `::` are every address. */
  readonly host: string;
  readonly port: number;
};

/** The transports of the PBX's files, WebSockets left out. */
export function transportsOf(
  objects: readonly Pick<ConfObject, 'type' | 'settings'>[],
): readonly Transport[] {
  return objects
    .filter(({ type }) => type === 'transport')
    .flatMap(({ settings }) => {
      const valueOf = (wanted: string) => settings.findLast(({ key }) => key === wanted)?.value;
      const protocol = SipProtocol.safeParse(valueOf('protocol') ?? 'udp').data;
      const bind = /^(?:\[(?<six>[^\]]+)\]|(?<four>[^:]+))(?::(?<port>\d+))?$/.exec(
        valueOf('bind') ?? '0.0.0.0',
      )?.groups;
      if (!protocol || !bind) return [];
      const host = bind['six'] ?? bind['four'] ?? '';
      return { protocol, host, port: Number(bind['port'] ?? (protocol === 'tls' ? 5061 : 5060)) };
    });
}

/**
 * How a phone reaches the PBX: encrypted ones at the port of the TLS transport; the others at the
 * port that the policy says, over UDP wherever there is a choice.
 */
export function wayIn(
  kind: PhoneKind,
  policyPort: number,
  transports: readonly Transport[],
): { readonly protocol: SipProtocol; readonly port: number } {
  const has = (wanted: SipProtocol) => transports.find(({ protocol }) => protocol === wanted);
  if (kind === 'tls') return { protocol: 'tls', port: has('tls')?.port ?? 5061 };
  const isTcpOnly = has('tcp') !== undefined && has('udp') === undefined;
  return { protocol: isTcpOnly ? 'tcp' : 'udp', port: policyPort };
}

/** The address at which this machine can ask whether Asterisk listens there. */
export function probeHost(
  way: { readonly protocol: SipProtocol; readonly port: number },
  transports: readonly Transport[],
): string {
  const bound = transports.find(
    ({ protocol, port }) => protocol === way.protocol && port === way.port,
  );
  if (bound === undefined || bound.host === '0.0.0.0') return '127.0.0.1';
  return bound.host === '::' ? '::1' : bound.host;
}
