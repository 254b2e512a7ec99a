import { z } from 'zod';
import { ApiError, badRequest } from '../api-error.ts';
import { method, type Method } from '../method.ts';

export const getUpdates: Method = method(
  z.object({
    offset: z.number().optional(),
    limit: z.number().optional(),
    timeout: z.number().optional(),
    allowed_updates: z.array(z.string()).optional(),
  }),
  (input, { updates, webhook }, { signal }) => {
    if (webhook.url() !== '') {
      throw new ApiError(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    const { offset, limit, timeout, allowed_updates: allowedUpdates } = input;
    return updates.get({ offset, limit, timeoutSeconds: timeout, allowedUpdates }, signal);
  },
);

export const setWebhook: Method = method(
  z.object({
    url: z.string(),
    secret_token: z.string().optional(),
    max_connections: z.number().optional(),
    allowed_updates: z.array(z.string()).optional(),
    drop_pending_updates: z.boolean().optional(),
  }),
  (input, { updates, webhook }) => {
    const { url, secret_token: secretToken, max_connections: maxConnections = 40 } = input;
    if (input.drop_pending_updates === true) updates.clear();
    if (url === '') {
      webhook.set(undefined);
      return true;
    }
    checkUrl(url);
    if (secretToken !== undefined) checkSecretToken(secretToken);
    updates.allow(input.allowed_updates);
    updates.interrupt('Conflict: terminated by setWebhook request');
    webhook.set({
      url,
      secretToken: secretToken === '' ? undefined : secretToken,
      maxConnections: Math.min(Math.max(maxConnections, 1), 100),
    });
    return true;
  },
);

export const deleteWebhook: Method = method(
  z.object({ drop_pending_updates: z.boolean().optional() }),
  (input, { updates, webhook }) => {
    if (input.drop_pending_updates === true) updates.clear();
    webhook.set(undefined);
    return true;
  },
);

export const getWebhookInfo: Method = method(z.object({}), (_input, { webhook }) => webhook.info());

/** HTTPS on one of four ports, as in Telegram; this machine itself also without. */
function checkUrl(url: string): void {
  if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified');
  const { protocol, hostname, port } = new URL(url);
  if (['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return;
  if (protocol !== 'https:') {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  if (!['', '443', '80', '88', '8443'].includes(port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}

function checkSecretToken(token: string): void {
  if (token.length > 256) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(token)) {
    throw badRequest('secret token contains unallowed characters');
  }
}
