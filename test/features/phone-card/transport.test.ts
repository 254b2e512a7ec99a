import { expect, test } from 'vitest';
import { probeHost, transportsOf, wayIn } from '../../../src/features/phone-card/transport.ts';

const transport = (...settings: readonly (readonly [key: string, value: string])[]) => ({
  type: 'transport',
  settings: settings.map(([key, value]) => ({ key, value, line: 1, operator: '=' as const })),
});

test('transports are read with their defaults, WebSockets left out', () => {
  const transports = transportsOf([
    transport(['bind', '0.0.0.0:5070'], ['protocol', 'udp']),
    transport(['protocol', 'tcp'], ['bind', '10.0.0.1']),
    transport(['protocol', 'tls'], ['bind', '[::]']),
    transport(['protocol', 'wss'], ['bind', '0.0.0.0']),
    transport(['protocol', 'udp'], ['bind', '[2001:db8::1]:5080']),
    { ...transport(['bind', '0.0.0.0']), type: 'endpoint' },
  ]);
  expect(transports).toEqual([
    { protocol: 'udp', host: '0.0.0.0', port: 5070 },
    { protocol: 'tcp', host: '10.0.0.1', port: 5060 },
    { protocol: 'tls', host: '::', port: 5061 },
    { protocol: 'udp', host: '2001:db8::1', port: 5080 },
  ]);
});

test('an encrypted phone goes to the TLS port, others to the port of the policy', () => {
  const udp = { protocol: 'udp', host: '0.0.0.0', port: 5060 } as const;
  const tcp = { protocol: 'tcp', host: '0.0.0.0', port: 5060 } as const;
  const tls = { protocol: 'tls', host: '0.0.0.0', port: 5443 } as const;
  expect(wayIn('tls', 5060, [udp, tls])).toEqual({ protocol: 'tls', port: 5443 });
  expect(wayIn('tls', 5060, [udp])).toEqual({ protocol: 'tls', port: 5061 });
  expect(wayIn('desk', 5099, [udp, tcp])).toEqual({ protocol: 'udp', port: 5099 });
  expect(wayIn('softphone', 5060, [tcp, tls])).toEqual({ protocol: 'tcp', port: 5060 });
});

test('the question goes to where Asterisk is bound, and to the loopback where it is bound to all', () => {
  const at = (host: string) => [{ protocol: 'udp', host, port: 5060 }] as const;
  const way = { protocol: 'udp', port: 5060 } as const;
  expect(probeHost(way, at('0.0.0.0'))).toBe('127.0.0.1');
  expect(probeHost(way, at('::'))).toBe('::1');
  expect(probeHost(way, at('10.0.0.1'))).toBe('10.0.0.1');
  expect(probeHost({ ...way, port: 5061 }, at('10.0.0.1'))).toBe('127.0.0.1');
});
