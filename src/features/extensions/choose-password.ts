import type { Secret } from '../../lib/secret.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { judgePassword } from '../../pbx/password.ts';

/** `because` is the key of the words that say why a typed password was not taken. */
export type ChosenPassword =
  | { readonly type: 'chosen'; readonly password: Secret }
  | { readonly type: 'refused'; readonly because: string };

/** The password the person typed, if it will do, or a generated one when none was typed. */
export function choosePassword(
  deps: Pick<ExtensionsDeps, 'newPassword' | 'openSecret'>,
  request: {
    readonly number: string;
    readonly personName: string;
    readonly passwordHandle: string | undefined;
  },
): ChosenPassword {
  if (request.passwordHandle === undefined) {
    return { type: 'chosen', password: deps.newPassword() };
  }
  const typed = deps.openSecret(request.passwordHandle);
  if (!typed) return { type: 'refused', because: 'extensions-password-forgotten' };
  const fault = judgePassword(typed.reveal(), { number: request.number, name: request.personName });
  if (fault) return { type: 'refused', because: `extensions-password-${fault}` };
  return { type: 'chosen', password: typed };
}
