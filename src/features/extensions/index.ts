import type { Preflight, Prover } from '../../change/change-deps.ts';
import type { TelegramDoor } from '../../telegram/door.ts';
import { checkEdits } from './check-edits.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { extensionsOnTelegram } from './on-telegram.ts';
import { proveExtensions } from './prove-extensions.ts';

export type { ExtensionsDeps } from './extension-deps.ts';
export { generatedPasswordLength, passwordAlphabet } from './password.ts';
export { createTieExtension, reverseTie } from './store.ts';

export type Extensions = { readonly telegram: TelegramDoor };

/** Staff phone numbers. */
export function createExtensions(deps: ExtensionsDeps): Extensions {
  return { telegram: extensionsOnTelegram(deps) };
}

/** The proof this feature brings to the change engine: the running Asterisk has the numbers as the files say. */
export function createExtensionsProver(deps: Pick<ExtensionsDeps, 'ari' | 'folder'>): Prover {
  return (numbers) => proveExtensions(deps, numbers);
}

/** The load rules this feature brings to the change engine: those of Asterisk's pjsip files. */
export function createExtensionsPreflight({ folder }: Pick<ExtensionsDeps, 'folder'>): Preflight {
  return (edits) => checkEdits(folder, edits);
}
