import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  extensionSections,
  hasAsterisk,
  startAsterisk,
  trunkSections,
  type TestAsterisk,
} from '../support/asterisk.ts';
import { shippedFile } from '../support/asterisk-files.ts';
import {
  callIn,
  callInAndGiveUp,
  registerWithSipp,
  startBaresip,
  type BaresipPhone,
} from '../support/phones.ts';

const outside = { to: '998712000000', from: '+998901234567' };

describe.runIf(hasAsterisk)('phones on a real Asterisk', () => {
  let asterisk: TestAsterisk;
  beforeAll(async () => {
    asterisk = await startAsterisk({
      files: {
        'extensions.conf': shippedFile('extensions.conf').replace('PJSIP/1000', 'PJSIP/1001'),
        'pjsip_navbatchi.conf':
          extensionSections('1001', 'Kq7-first_password') +
          extensionSections('1002', 'Kq7-second_password') +
          extensionSections('1003', `a"b'c=d %41&<>,:x`) +
          trunkSections(9),
      },
    });
  });
  afterAll(() => asterisk.stop());

  const sipp = async (username: string, password: string, withinMs?: number): Promise<number> => {
    const account = { sipPort: asterisk.sipPort, username, password };
    return (await registerWithSipp(account, withinMs)).status;
  };

  it('a phone with the right password is registered', async () => {
    expect(await sipp('1001', 'Kq7-first_password')).toBe(200);
    expect(await asterisk.cli('pjsip show contacts')).toContain('1001/sip:1001@127.0.0.1');
  });

  it('a phone with a wrong password is refused', async () => {
    expect(await sipp('1002', 'Kq7-first_password')).toBe(401);
    expect(await asterisk.cli('pjsip show contacts')).not.toContain('1002/');
  });

  it('a phone of an unknown number is refused', async () => {
    expect(await sipp('1999', 'Kq7-first_password')).toBe(401);
  });

  it('a password is sent as it is, whatever its characters', async () => {
    expect(await sipp('1003', `a"b'c=d %41&<>,:x`)).toBe(200);
  });

  it('a phone that reaches nobody says 408', async () => {
    asterisk.freeze();
    const status = await sipp('1001', 'Kq7-first_password', 1000);
    asterisk.thaw();
    expect(status).toBe(408);
  });

  it('two phones call each other, are answered, and hang up', async () => {
    await withPhones(asterisk, async (first, second) => {
      await Promise.all([first.registered(), second.registered()]);
      await first.dial('1002');
      expect(await second.ringing()).toEqual({ from: 'sip:1001@127.0.0.1' });
      await second.accept();
      await Promise.all([first.answered(), second.answered()]);
      expect(await asterisk.cli('core show channels')).toContain('2 active channels');
      await first.hangUp();
      await second.ended();
      await expect.poll(() => asterisk.cli('core show channels')).toContain('0 active channels');
    });
  });

  it('a call that is turned down ends as busy', async () => {
    await withPhones(asterisk, async (first, second) => {
      await Promise.all([first.registered(), second.registered()]);
      await first.dial('1002');
      await second.ringing();
      await second.hangUp();
      expect((await first.ended()).because).toMatch(/^486/);
    });
  });

  it('a customer calls in over the trunk, talks, and hangs up', async () => {
    await withPhones(asterisk, async (first) => {
      await first.registered();
      const call = callIn({ ...outside, sipPort: asterisk.sipPort, fromName: "O'ktam" }, 100);
      expect((await first.ringing()).from).toBe('sip:+998901234567@127.0.0.1');
      await first.accept();
      await first.answered();
      expect(await call).toEqual({ status: 200 });
      await first.ended();
    });
  });

  it('a customer gives up before anybody answers', async () => {
    await withPhones(asterisk, async (first) => {
      await first.registered();
      await callInAndGiveUp({ ...outside, sipPort: asterisk.sipPort }, 100);
      await first.ringing();
      await first.ended();
    });
  });

  it('a customer hears 404 when no phone is registered', async () => {
    const { status } = await callIn({ ...outside, sipPort: asterisk.sipPort }, 100);
    expect(status).toBe(404);
  });

  it('a softphone with a wrong password learns why', async () => {
    const phone = await startBaresip({
      ...{ sipPort: asterisk.sipPort, username: '1001', password: 'wrong-password' },
    });
    await expect(phone.registered()).rejects.toThrow('401');
    await phone.stop();
  });
});

async function withPhones(
  { sipPort }: TestAsterisk,
  use: (first: BaresipPhone, second: BaresipPhone) => Promise<void>,
): Promise<void> {
  const first = await startBaresip({ sipPort, username: '1001', password: 'Kq7-first_password' });
  const second = await startBaresip({ sipPort, username: '1002', password: 'Kq7-second_password' });
  try {
    await use(first, second);
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
}
