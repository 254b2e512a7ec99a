import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startPbx } from '../../src/sandbox/pbx/start-pbx.ts';
import { writeStarterEtc } from '../../src/sandbox/pbx/starter-etc.ts';
import { startTestApp } from '../support/app.ts';
import { startTelegram } from '../support/telegram.ts';

test('a newcomer changes the ARI password of the emulated PBX', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nb-sandbox-'));
  const etc = path.join(folder, 'etc');
  const password = 'sandbox-password-of-this-run';
  await writeStarterEtc(etc, password);
  const pbx = await startPbx({ etcFolder: etc });
  writeFileSync(
    path.join(folder, '.env'),
    `ASTERISK_ARI_USERNAME=backend\nASTERISK_ARI_PASSWORD=${password}\n`,
  );
  const telegram = await startTelegram();
  const app = await startTestApp(
    { ariUrl: pbx.url, username: 'backend', password, etc, astCommand: ['false'] },
    telegram,
    { varFolder: folder },
  );
  try {
    const you = telegram.createPerson({ name: 'Siz', languageCode: 'uz' });
    await you.opensLink(`https://t.me/${app.botUsername}?start=${app.claimParameter}`);
    await you.sees(/egasisiz/);
    await you.says('/ari');
    await you.taps('🔑 Parolni almashtirish');
    await you.taps('Almashtirilsin');
    await you.sees(/Yangi ARI paroli ishlayapti/);
    await you.taps('Eskisi hozir oʻchsin');
    const end = await you.sees(/ARI paroli almashdi/);
    expect(end.text).toMatch(/ulanishlarni uzib boʻlmadi/);
    expect(readFileSync(path.join(folder, '.env'), 'utf8')).toContain('USERNAME=backend_b\n');
    await you.taps('‹ ARI');
    await you.taps('👥 Foydalanuvchilar');
    await you.sees(/faqat ari\.conf dagisi koʻrsatildi/);
  } finally {
    await app.stop();
    await telegram.stop();
    await pbx.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
