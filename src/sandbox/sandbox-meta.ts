import { randomBytes } from 'node:crypto';
import { createCustomerPhones, type CustomerPhones } from './meta/customer-phones.ts';
import { startMetaEmulator } from './meta/emulator.ts';

/** The sandbox's Messenger and Instagram. Its secrets are of this run: any page may speak to a port. */
export type SandboxMeta = {
  /** `http://127.0.0.1:port` */
  readonly graphRoot: string;
  readonly instagramRoot: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  /** Of the page and of its Instagram account. */
  readonly pageToken: string;
  readonly customers: CustomerPhones;
  /** From now on its webhooks go to the app at this address. Throws when nobody takes them there. */
  readonly tellsTo: (appUrl: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts it: a page with its Instagram account, and people who may write to them. */
export async function startSandboxMeta(): Promise<SandboxMeta> {
  const appSecret = randomBytes(16).toString('hex');
  const verifyToken = randomBytes(16).toString('hex');
  const emulator = await startMetaEmulator({
    appSecret,
    tokenNoise: randomBytes(24).toString('hex'),
  });
  const made = emulator.createPage({ name: 'Namuna Savdo', instagram: 'namuna.savdo' });
  const { page, instagram = page, token: pageToken } = made;
  const { graphRoot, instagramRoot, webhooks, close: stop } = emulator;
  return {
    ...{ graphRoot, instagramRoot, appSecret, verifyToken, pageToken, stop },
    customers: createCustomerPhones(emulator, [
      { account: instagram, name: 'Aziza Karimova' },
      { account: instagram, name: 'Jasur Toʻxtayev' },
      { account: page, name: 'Bobur Aliyev' },
      { account: page, name: 'Nigora Saidova' },
    ]),
    tellsTo: async (appUrl) => {
      const isTaken = await webhooks.register(`${appUrl}/chats/webhook/facebook`, verifyToken);
      if (!isTaken) throw new Error('the app does not take the webhooks of its own sandbox');
    },
  };
}
