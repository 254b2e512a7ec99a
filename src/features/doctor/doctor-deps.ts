import type { ConfirmDeps } from '../../change/confirm-change.ts';
import type { ReloadTarget } from '../../change/plan.ts';
import type { AriSetupDeps } from '../../checks/read-ari-setup.ts';
import type { Check } from '../../lib/check.ts';
import type { Log } from '../../lib/log.ts';
import type { PbxFolder } from '../../pbx/pbx.ts';

/** What plans that mend are made from. */
export type FixDeps = {
  readonly setup: AriSetupDeps;
  readonly folder: PbxFolder;
  /**
   * Whether Asterisk could be told to read that module's files again: when neither ARI nor the console
   * may be used, a change would begin what it cannot end.
   */
  readonly canReload: (module: ReloadTarget) => Promise<boolean>;
};

/** Everything this feature works with. */
export type DoctorDeps = FixDeps &
  ConfirmDeps & {
    /** Of all rooms and features, each after those it needs. */
    readonly checks: readonly Check[];
    /** After a change: this process may have to sign in otherwise from now on. */
    readonly onMended: () => Promise<void>;
    readonly log: Log;
  };
