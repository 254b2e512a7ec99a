import { askAri } from '../asterisk/ari-http.ts';
import type { ReloadableModule } from '../asterisk/reloadable-module.ts';
import { Unreachable } from '../lib/error.ts';
import { plainAddressOf } from './ari-address.ts';
import { readAriSettings, readWebServer } from './read-ari-address.ts';
import type { AriFolder } from './read-ari.ts';

const deadlineMs = 5_000;

/**
 * Reloads through ARI. Where `.env` says it is may be what only this reload opens, or what a change
 * that was put back has closed: then it is asked at the plain address that http.conf has.
 */
export async function reloadWebServer(
  { folder, ask }: { readonly folder: AriFolder; readonly ask: () => Promise<void> },
  module: ReloadableModule,
): Promise<void> {
  try {
    await ask();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const settings = await readAriSettings(folder);
    const { server } = await readWebServer(folder.configFolder);
    const url = plainAddressOf(server, settings.url);
    const request = { method: 'PUT', path: `/asterisk/modules/${module}` };
    await askAri({ ...settings, url }, request, deadlineMs);
  }
}
