import type { AsteriskCli } from '../../asterisk/cli.ts';
import type { ConfirmDeps } from '../../change/confirm-change.ts';
import type { Secret } from '../../lib/secret.ts';
import type { AriFolder } from '../../pbx/read-ari.ts';
import type { Vanishing } from '../../telegram/vanishing.ts';

/** Everything this feature works with. */
export type AriUsersDeps = ConfirmDeps & {
  readonly folder: AriFolder;
  readonly cli: Pick<AsteriskCli, 'showAriUsers'>;
  readonly sendVanishing: Vanishing['sendVanishing'];
  /** A new random ARI password. */
  readonly newPassword: () => Secret;
  /** 16 random letters of those that a hash may be salted with. */
  readonly newSalt: () => string;
};
