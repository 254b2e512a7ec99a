import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestAsterisk } from '../support/asterisk.ts';

/** The state before each trial: one user with another password. */
export const goodAri =
  '[general]\nenabled = yes\n[backend]\ntype = user\nread_only = no\npassword = old-password\n';

export async function reloadAri({ etc, reload }: TestAsterisk, text: string): Promise<void> {
  await writeFile(join(etc, 'ari.conf'), text, 'latin1');
  await reload('res_ari.so');
}

/** The HTTP status that user `backend` gets with a password. */
export async function ariStatus({ ariUrl }: TestAsterisk, password: string): Promise<number> {
  const authorization = `Basic ${Buffer.from(`backend:${password}`).toString('base64')}`;
  const response = await fetch(`${ariUrl}/asterisk/ping`, { headers: { authorization } });
  await response.text();
  return response.status;
}

/** What of pjsip.conf has become an object, as `type id`, sorted. */
export async function pjsipObjects({ cli }: TestAsterisk): Promise<readonly string[]> {
  const lists = {
    aor: 'Aor',
    auth: 'Auth',
    endpoint: 'Endpoint',
    identify: 'Identify',
    transport: 'Transport',
  };
  const objects = new Set<string>();
  for (const [type, label] of Object.entries(lists)) {
    const shown = await cli(`pjsip show ${type === 'identify' ? 'identifies' : `${type}s`}`);
    const rows = shown.matchAll(new RegExp(`^ *${label}: +([^ /<]+)`, 'gm'));
    for (const [, id = ''] of rows) objects.add(`${type} ${id}`);
  }
  return [...objects].toSorted();
}
