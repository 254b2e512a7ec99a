import { createMutex } from '../lib/mutex.ts';
import type { ReloadableModule } from './reloadable-module.ts';

export type Reload = (module: ReloadableModule) => Promise<void>;

type CanReload = { readonly reloadModule: Reload };

/**
 * Reloads one module at a time, in the order asked, by the way the policy names. There is no
 * falling back to the other way: it may have other rights, and a person would not know which ran.
 */
export function createReload(
  by: 'ari' | 'cli',
  ways: { readonly ari: CanReload; readonly cli: CanReload },
): Reload {
  const mutex = createMutex();
  return (module) => mutex(() => ways[by].reloadModule(module));
}
