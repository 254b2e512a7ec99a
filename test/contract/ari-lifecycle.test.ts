import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectAri, type AriRest } from '../../src/asterisk/ari-rest.ts';
import { probeAri } from '../../src/asterisk/ari-probe.ts';
import { createAsteriskCli, type AsteriskCli } from '../../src/asterisk/cli.ts';
import { Secret } from '../../src/lib/secret.ts';
import { startAsterisk, type TestAsterisk } from '../support/asterisk.ts';

const deadlineMs = 1_000;

describe('an Asterisk that freezes, dies and comes back', () => {
  let asterisk: TestAsterisk;
  let ari: AriRest;
  let cli: AsteriskCli;
  const killers: unknown[] = [];
  const onUncaught = (error: unknown) => void killers.push(error);

  beforeAll(async () => {
    asterisk = await startAsterisk();
    cli = createAsteriskCli({ command: asterisk.astCommand, deadlineMs });
  });

  afterAll(async () => {
    await asterisk.stop();
  });

  beforeEach(async () => {
    process.on('uncaughtException', onUncaught);
    process.on('unhandledRejection', onUncaught);
    ari = await connectAri(settings(), { deadlineMs, reloadDeadlineMs: 2_000 });
    await ari.ping();
  });

  afterEach(() => {
    process.off('uncaughtException', onUncaught);
    process.off('unhandledRejection', onUncaught);
    expect(killers.splice(0)).toEqual([]);
  });

  const settings = () => ({
    url: asterisk.ariUrl,
    username: asterisk.username,
    password: new Secret(asterisk.password),
  });

  async function msUntilFailure(work: Promise<unknown>, code: string): Promise<number> {
    const startedAt = performance.now();
    await expect(work).rejects.toMatchObject({ code });
    return performance.now() - startedAt;
  }

  test('frozen, it is Unreachable at the deadline, by ARI and by console; thawed, it answers', async () => {
    asterisk.freeze();
    try {
      const times = await Promise.all([
        msUntilFailure(ari.ping(), 'Unreachable'),
        msUntilFailure(ari.getDynamicConfig('endpoint', '1001'), 'Unreachable'),
        msUntilFailure(cli.version(), 'Unreachable'),
      ]);
      for (const time of times) expect(time).toBeLessThan(deadlineMs + 500);
      const verdict = await probeAri(settings(), { deadlineMs: 300 });
      expect(verdict).toMatchObject({ type: 'unreachable', reason: 'deadline' });
    } finally {
      asterisk.thaw();
    }
    await expect(ari.ping()).resolves.toBeTruthy();
    await expect(cli.version()).resolves.toMatch(/^22\./);
  });

  test('killed, it is Unreachable at once; started again, the same object answers', async () => {
    await asterisk.kill9();
    expect(await msUntilFailure(ari.ping(), 'Unreachable')).toBeLessThan(500);
    expect(await msUntilFailure(cli.version(), 'Unreachable')).toBeLessThan(500);
    await asterisk.start();
    await expect(ari.ping()).resolves.toBeTruthy();
    await expect(cli.waitFullyBooted()).resolves.toBeUndefined();
  });

  test('killed and started behind our back, it answers the very next question', async () => {
    await asterisk.kill9();
    await asterisk.start();
    await expect(ari.info()).resolves.toMatchObject({ systemName: '' });
    await asterisk.kill9();
    await asterisk.start();
    await expect(ari.reloadModule('res_pjsip.so')).resolves.toBeUndefined();
  });

  test('while it boots, all that comes is Unreachable or Refused, then an answer', async () => {
    await asterisk.kill9();
    const starting = asterisk.start();
    const seen = new Set<string>();
    const boot = { isDone: false };
    void starting.then(() => {
      boot.isDone = true;
    });
    while (!boot.isDone) {
      const verdict = await probeAri(settings(), { deadlineMs });
      seen.add(verdict.type === 'refused' ? `refused ${verdict.status}` : verdict.type);
    }
    await starting;
    for (const kind of seen) {
      expect(kind).toMatch(/^(unreachable|accepted|refused (401|404|503))$/);
    }
    await expect(ari.ping()).resolves.toBeTruthy();
  });

  test('a console that waits sees it through its boot', async () => {
    await asterisk.kill9();
    const waiting = createAsteriskCli({ command: asterisk.astCommand }).waitFullyBooted();
    await asterisk.start();
    await expect(waiting).resolves.toBeUndefined();
  });
});
