import type { TestAsterisk } from '../../support/asterisk.ts';
import { registerWithSipp, startBaresip, type BaresipPhone } from '../../support/phones.ts';
import { numberAt, passwordOf } from './many-extensions.ts';

/** Echo, in the shipped dialplan. */
const echo = '*43';

/** Phones at work, which nothing may disturb. */
export type CallCentre = {
  /** Every phone that does not talk signs in again; how many were taken. */
  readonly signInAgain: () => Promise<number>;
  /** How many of its phones are registered, and how many calls of the beginning are still up. */
  readonly count: () => Promise<{ readonly registered: number; readonly calls: number }>;
  readonly stop: () => Promise<void>;
};

/** Signs in `phones` phones, spread over all extensions, of which the first `calls` call and stay on the line. */
export async function openCallCentre(
  asterisk: TestAsterisk,
  { phones, calls, extensions }: { phones: number; calls: number; extensions: number },
): Promise<CallCentre> {
  const numbers = Array.from({ length: phones }, (_, index) =>
    numberAt(Math.floor((index * extensions) / phones)),
  );
  const accountOf = (username: string) => {
    return { sipPort: asterisk.sipPort, username, password: passwordOf(username) };
  };
  const talking: BaresipPhone[] = [];
  for (const number of numbers.slice(0, calls)) {
    const phone = await startBaresip(accountOf(number));
    talking.push(phone);
    await phone.registered();
    await phone.dial(echo);
    await phone.answered();
  }
  const signIn = async (): Promise<number> => {
    let taken = 0;
    const waiting = numbers.slice(calls).values();
    const some = async (): Promise<void> => {
      for (const number of waiting) {
        const { status } = await registerWithSipp(accountOf(number), 20_000);
        if (status === 200) taken += 1;
      }
    };
    await Promise.all([some(), some(), some(), some()]);
    return taken;
  };
  const taken = await signIn();
  if (taken !== phones - calls) throw new Error(`Only ${taken} phones could sign in.`);
  const first = new Set(await channelsOf(asterisk));
  return {
    signInAgain: signIn,
    count: async () => {
      const contacts = await asterisk.cli('pjsip show contacts');
      const now = await channelsOf(asterisk);
      return {
        registered: numbers.filter((number) => contacts.includes(` ${number}/sip:`)).length,
        calls: now.filter((channel) => first.has(channel)).length,
      };
    },
    stop: async () => {
      for (const phone of talking) await phone.stop();
    },
  };
}

/** Their unique ids: a call that was cut and made again is another. */
async function channelsOf(asterisk: TestAsterisk): Promise<readonly string[]> {
  const said = await asterisk.cli('core show channels concise');
  const lines = said.split('\n').filter((line) => line.startsWith('PJSIP/'));
  return lines.map((line) => line.split('!').at(-1) ?? '');
}
