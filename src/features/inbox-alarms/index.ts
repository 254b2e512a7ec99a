import type { AlarmDeps } from './alarm-deps.ts';
import { alarmsOnTelegram } from './on-telegram.ts';
import { runAlarms, type AlarmsRun } from './run-alarms.ts';

export type { AlarmPace } from './alarm-deps.ts';
export { createAlarmStore } from './store.ts';

/** Whoever leads the house hears when nothing comes from Meta, or cannot be kept, before customers complain. */
export function createInboxAlarms(deps: AlarmDeps) {
  let run: AlarmsRun | undefined;
  const onMended = (): void => {
    run?.wake();
    deps.onMended();
  };
  return {
    telegram: alarmsOnTelegram({ ...deps, onMended }),
    noteKept: (isKept: boolean): void => {
      run?.noteKept(isKept);
    },
    noteSignature: (isGood: boolean): void => {
      run?.noteSignature(isGood);
    },
    noteCompared: (): void => {
      run?.noteCompared();
    },
    start: (): void => {
      run = runAlarms(deps);
    },
    stop: async (): Promise<void> => {
      await run?.stop();
    },
  };
}
