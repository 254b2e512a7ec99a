import { describe, expect, test } from 'vitest';
import { checkTrackedText, machineHosts } from './tracked-text.ts';

const random = 'AAF9k2LmQ7xTzWv4RbN8sYcJ0hGdPe3uXiK';
const hosts = ['mirror.made-up.test'];

describe('a line is told', () => {
  test.each([
    ['a bot token', 'src/a.ts', `const token = '123456789:${random}';`, 'Telegram bot token'],
    ['a page token', 'docs/a.md', `EAA${random}${random}`, 'Meta access token'],
    ['a private key', 'test/a.pem', '-----BEGIN RSA PRIVATE' + ' KEY-----', 'private key'],
    ['an access key', 'a.yml', 'key: AKIA' + 'ABCDEFGHIJKLMNOP', 'access key'],
    ['credentials', 'README.md', 'curl http://backend:Nq7Rt2x@localhost', 'credentials'],
    ['a home folder', 'scripts/run', 'cd /home' + '/ali/navbatchi', 'machine'],
    ['a folder of Windows', 'a.md', 'C:\\Users' + '\\ali', 'machine'],
    ['a narrowed test', 'test/a.test.ts', "  test.only('x', () => {});", 'narrowed'],
    [
      'a package of a mirror',
      'package-lock.json',
      '  "resolved": "https://x.test/a.tgz",',
      'public',
    ],
    ['a registry', '.npmrc', 'registry=https://x.test/', 'one machine'],
    ['a scoped registry', '.npmrc', '@a:registry=https://x.test/', 'one machine'],
    ["a mirror's name", 'docs/a.md', 'from mirror.made-up.test', "machine's own network"],
  ])('%s', (_what, path, line, words) => {
    const faults = checkTrackedText([{ path, text: `first\n${line}\nlast` }], { hosts });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`${path}:2: `);
    expect(faults[0]).toContain(words);
  });
});

test.each([
  ...[
    'src/utils.ts',
    'src/lib/helpers/x.ts',
    'test/common.ts',
    'src/types.ts',
    'src/service.test.ts',
  ],
  ...['.env', 'config/.env', '.env.local'],
])('%s is a bad name', (path) => {
  expect(checkTrackedText([{ path, text: '' }], { hosts })).toHaveLength(1);
});

test('what only looks alike is left alone', () => {
  const text = [
    `123456789:${'A'.repeat(35)}`,
    'https://registry.npmjs.org/a.tgz',
    '"resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz",',
    '/etc/asterisk and /var/www/call-center/backend',
    'https://example.org/home/page',
    'registry=',
  ].join('\n');
  for (const path of ['src/service-hours.ts', 'package-lock.json', 'config/env.example']) {
    expect(checkTrackedText([{ path, text }], { hosts })).toEqual([]);
  }
});

test('servers of the environment are its registries and proxies, not the public one', () => {
  expect(
    machineHosts({
      npm_config_registry: 'https://registry.npmjs.org/',
      PIP_INDEX_URL: 'http://pip.made-up.test:8080/simple',
      HTTPS_PROXY: 'http://127.0.0.1:3128',
      GOPROXY: 'https://go.made-up.test,direct',
      HOME_URL: 'https://home.made-up.test',
      MIRROR: undefined,
    }),
  ).toEqual(['pip.made-up.test', 'go.made-up.test']);
});
