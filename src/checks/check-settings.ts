import type { Check, Finding } from '../lib/check.ts';
import { bad, warning } from './finding.ts';

/** One thing to say about `.env` or `config/navbatchi.ini`. No value stands in it. */
export type SettingsRemark = {
  readonly file: string;
  readonly line: number | undefined;
  readonly message: string;
  readonly remedy: string;
};

/** The settings read anew, as the next start would. */
export type SettingsReading = {
  readonly faults: readonly SettingsRemark[];
  readonly warnings: readonly SettingsRemark[];
  /** Names of keys whose value is no longer what this process runs with. */
  readonly changed: readonly string[];
};

export type SettingsCheckDeps = {
  readonly readSettings: () => Promise<SettingsReading>;
};

/** Whether the bot could start with the settings as they stand now. */
export function settingsChecks(deps: SettingsCheckDeps): readonly Check[] {
  return [
    {
      ...{ id: 'settings', group: 'server' },
      run: async () => {
        const { faults, warnings } = await deps.readSettings();
        return [
          ...faults.map((remark) => bad('check-setting', argsOf(remark))),
          ...warnings.map((remark) => warning('check-setting', argsOf(remark))),
        ];
      },
    },
    {
      ...{ id: 'settings-used', group: 'server', needs: ['settings'] },
      run: async () => {
        const { changed } = await deps.readSettings();
        return changed.length === 0
          ? []
          : [warning('check-settings-changed', { keys: changed.join(', ') })];
      },
    },
  ];
}

function argsOf({ file, line, message, remedy }: SettingsRemark): Finding['args'] {
  return { place: line === undefined ? file : `${file}:${line}`, message, remedy };
}
