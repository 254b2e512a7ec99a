import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  extensionSections,
  hasAsterisk,
  startAsterisk,
  type TestAsterisk,
} from '../support/asterisk.ts';
import { registerWithSipp, startBaresip } from '../support/phones.ts';

/** 1001 as it comes, 1002 with both algorithms, 1003 with both the other way round. */
async function withAlgorithms(version: 16 | 22): Promise<TestAsterisk> {
  const asterisk = await startAsterisk({ version });
  const offering = (number: string, algorithms: string) =>
    extensionSections(number, `pw-${number}`).replace(
      'type = auth\n',
      `type = auth\nsupported_algorithms_uas = ${algorithms}\n`,
    );
  const main = path.join(asterisk.etc, 'pjsip.conf');
  const sections = [
    extensionSections('1001', 'pw-1001'),
    offering('1002', 'SHA-256,MD5'),
    offering('1003', 'MD5,SHA-256'),
  ];
  await writeFile(main, `${await readFile(main, 'utf8')}\n${sections.join('')}`);
  await asterisk.reload('res_pjsip.so');
  return asterisk;
}

async function baresipRegisters(account: Parameters<typeof startBaresip>[0]): Promise<boolean> {
  const phone = await startBaresip(account);
  try {
    return await phone.registered().then(
      () => true,
      () => false,
    );
  } finally {
    await phone.stop();
  }
}

// The ground of docs/decisions/0005: when this fails, decide anew.
test.runIf(hasAsterisk)('SHA-256 beside MD5 drives away a phone that knows only MD5', async () => {
  const asterisk = await withAlgorithms(22);
  try {
    const seen: Record<string, unknown> = {};
    for (const username of ['1001', '1002', '1003']) {
      const account = { sipPort: asterisk.sipPort, username, password: `pw-${username}` };
      const { status } = await registerWithSipp(account);
      seen[username] = { sipp: status, baresip: await baresipRegisters(account) };
    }
    expect(seen).toEqual({
      1001: { sipp: 200, baresip: true },
      1002: { sipp: 200, baresip: false },
      1003: { sipp: 200, baresip: false },
    });
  } finally {
    await asterisk.stop();
  }
});

test.runIf(hasAsterisk)('Asterisk 16 drops an auth that names algorithms', async () => {
  const asterisk = await withAlgorithms(16);
  try {
    const sipPort = asterisk.sipPort;
    expect(await registerWithSipp({ sipPort, username: '1001', password: 'pw-1001' })).toEqual({
      status: 200,
    });
    expect(await registerWithSipp({ sipPort, username: '1002', password: 'pw-1002' })).toEqual({
      status: 500,
    });
  } finally {
    await asterisk.stop();
  }
});
