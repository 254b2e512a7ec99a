import type { ExtensionEditDeps } from './edit-deps.ts';
import { extensionEditOnTelegram } from './on-telegram.ts';

export { createRenameOperator, reverseRename } from './store.ts';

/** What can be done to an extension that is there: off and on, its name, its operator, its phone. */
export function createExtensionEdit(deps: ExtensionEditDeps) {
  return { telegram: extensionEditOnTelegram(deps) };
}
