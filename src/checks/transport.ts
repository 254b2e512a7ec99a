import type { ConfObject } from '../files/conf-tree.ts';
import { settingOf } from '../files/preflight-finding.ts';

/** Where Asterisk is told to listen for phones. */
export type Transport = {
  readonly id: string;
  readonly protocol: 'udp' | 'tcp' | 'tls';
  /** `0.0.0.0` and `::` are every address. */
  readonly host: string;
  readonly port: number;
};

/** The transports of pjsip.conf; WebSockets are left out, http.conf carries them. */
export function transportsOf(objects: readonly ConfObject[]): readonly Transport[] {
  return objects
    .filter(({ type }) => type === 'transport')
    .flatMap((object) => {
      const protocol = (settingOf(object, 'protocol') ?? 'udp').toLowerCase();
      const bind = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(settingOf(object, 'bind') ?? '');
      if (!bind || (protocol !== 'udp' && protocol !== 'tcp' && protocol !== 'tls')) return [];
      const [, six, four = '', port = protocol === 'tls' ? '5061' : '5060'] = bind;
      return [{ id: object.id, protocol, host: six ?? four, port: Number(port) }];
    });
}
