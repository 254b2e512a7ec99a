import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { consoleCommand } from '../../src/sandbox/pbx/console.ts';
import { startPbx } from '../../src/sandbox/pbx/start-pbx.ts';
import { writeStarterEtc } from '../../src/sandbox/pbx/starter-etc.ts';
import { startTestApp } from '../support/app.ts';
import { startTelegram } from '../support/telegram.ts';

test('the emulated PBX is shown and reloaded; it has no console to restart it by', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nb-sandbox-'));
  const etc = path.join(folder, 'etc');
  const password = 'sandbox-password-of-this-run';
  await writeStarterEtc(etc, password);
  const pbx = await startPbx({ etcFolder: etc });
  const telegram = await startTelegram();
  const app = await startTestApp(
    { ariUrl: pbx.url, username: 'backend', password, etc, astCommand: consoleCommand(etc) },
    telegram,
    { varFolder: folder },
  );
  try {
    const you = telegram.createPerson({ name: 'Siz', languageCode: 'uz' });
    await you.opensLink(`https://t.me/${app.botUsername}?start=${app.claimParameter}`);
    await you.sees(/egasisiz/);
    await you.says('/asterisk');
    const shown = await you.sees(/Hozir hech kim gaplashmayapti/);
    expect(shown.text).toContain('qayta ishga tushirib boʻlmaydi');
    expect(shown.text).toContain('buyrugʻini bajarmadi');
    expect(you.screen()).not.toContain('Qayta ishga tushirish…');
    for (const [button, file] of [
      ['Dialplan: qayta', 'extensions.conf'],
      ['PJSIP: qayta', 'pjsip.conf'],
      ['ARI: qayta', 'ari.conf'],
    ] as const) {
      await you.says('/asterisk');
      await you.sees(/Hozir hech kim/);
      await you.taps(button);
      await you.sees(new RegExp(`✅ Asterisk ${file} va unga`));
    }
    // Its dialplan it does tell.
    await you.says('/newextension');
    await you.taps('Siz');
    await you.taps('1001');
    await you.taps('Telefondagi dastur');
    const plan = await you.sees(/pjsip_navbatchi\.conf/);
    expect(plan.text).not.toContain('Dialplan’ni tekshirib boʻlmadi');
  } finally {
    await app.stop();
    await telegram.stop();
    await pbx.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
