import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasAsterisk, startAsterisk, type TestAsterisk } from './support/asterisk.ts';

describe.runIf(hasAsterisk)('a real Asterisk of the test', () => {
  let asterisk: TestAsterisk;
  beforeAll(async () => {
    asterisk = await startAsterisk();
  });
  afterAll(() => asterisk.stop());

  it('is an Asterisk 22 whose log begins without a warning', async () => {
    expect(await asterisk.cli('core show version')).toMatch(/^Asterisk 22\./);
    expect(await asterisk.log()).not.toMatch(/WARNING|ERROR/);
  });

  it('answers ARI with its password, and only with it', async () => {
    expect(await pingStatus(asterisk, asterisk.password)).toBe(200);
    expect(await pingStatus(asterisk, 'another')).toBe(401);
  });

  it('runs beside another one and with files of the test', async () => {
    const other = await startAsterisk({
      files: { 'extensions.conf': '[only-here]\nexten => 1,1,Hangup()\n' },
    });
    expect(await other.cli('dialplan show only-here')).toContain('Hangup()');
    expect(await asterisk.cli('dialplan show only-here')).toContain('no existence of');
    await other.stop();
    expect(existsSync(other.etc)).toBe(false);
  });

  it('comes back on the same ports after kill -9 and after an orderly end', async () => {
    await asterisk.kill9();
    await asterisk.start();
    expect(await pingStatus(asterisk, asterisk.password)).toBe(200);
    await asterisk.shutDown();
    await expect(pingStatus(asterisk, asterisk.password)).rejects.toThrow();
    await asterisk.start();
    expect(await pingStatus(asterisk, asterisk.password)).toBe(200);
  });

  it('is silent while frozen and answers after', async () => {
    asterisk.freeze();
    const answer = pingStatus(asterisk, asterisk.password);
    const first = await Promise.race([answer, once(AbortSignal.timeout(300), 'abort')]);
    expect(first).not.toBe(200);
    asterisk.thaw();
    expect(await answer).toBe(200);
  });

  it('says so when a reload did not happen', async () => {
    await asterisk.reload('res_pjsip.so');
    await expect(asterisk.reload('res_nosuch.so')).rejects.toThrow(/No such module/);
  });
});

describe.runIf(hasAsterisk)('a test process killed with -9', () => {
  it('takes its Asterisk with it', async () => {
    const source = join(import.meta.dirname, 'support/asterisk.ts');
    const program = `
      const { startAsterisk } = await import(${JSON.stringify(source)});
      const asterisk = await startAsterisk();
      console.log(asterisk.pid + ' ' + asterisk.etc);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const [pid = '', etc = ''] = line.split(' ');
    expect(isRunning(pid)).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => isRunning(pid)).toBe(false);
    const next = await startAsterisk();
    expect(existsSync(etc)).toBe(false);
    await next.stop();
  });
});

async function pingStatus(asterisk: TestAsterisk, password: string): Promise<number> {
  const response = await fetch(`${asterisk.ariUrl}/asterisk/ping`, {
    headers: { authorization: `Basic ${btoa(`${asterisk.username}:${password}`)}` },
  });
  return response.status;
}

/** A zombie that nobody has waited for yet no longer runs. */
function isRunning(pid: string): boolean {
  return (
    existsSync(`/proc/${pid}`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  );
}
