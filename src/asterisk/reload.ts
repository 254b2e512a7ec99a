import { Refused } from '../lib/error.ts';
import { createMutex } from '../lib/mutex.ts';
import type { ReloadableModule } from './reloadable-module.ts';

export type Reload = (module: ReloadableModule) => Promise<void>;

type CanReload = { readonly reloadModule: Reload };

/**
 * Reloads one module at a time, in the order asked, by the way the policy names. There is no
 * falling back to the other way: it may have other rights, and a person would not know which ran.
 * But for one: ARI cannot be asked to read a password that it does not know yet, so the console is.
 */
export function createReload(
  by: 'ari' | 'cli',
  ways: { readonly ari: CanReload; readonly cli: CanReload },
): Reload {
  const mutex = createMutex();
  const reload: Reload = async (module) => {
    try {
      await ways[by].reloadModule(module);
    } catch (error) {
      const isLockedOut = error instanceof Refused && error.status === 401;
      if (by !== 'ari' || module !== 'res_ari.so' || !isLockedOut) throw error;
      await ways.cli.reloadModule(module);
    }
  };
  return (module) => mutex(() => reload(module));
}
