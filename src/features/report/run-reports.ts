import { messageOf } from '../../lib/error.ts';
import type { ReportDeps } from './report-deps.ts';
import { sendDueReport } from './send-due-report.ts';

export type ReportRun = {
  readonly start: () => void;
  /** What is being sent is waited for. */
  readonly stop: () => Promise<void>;
};

const lookEveryMs = 30_000;

/** Looks at the clock on the wall, so that neither sleep nor a change of the clocks matters. */
export function runReports(deps: ReportDeps): ReportRun {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  const look = (minute: number): void => {
    looking ??= sendDueReport(deps, minute)
      .catch((error: unknown) => {
        // The next look tries it again.
        deps.log.error({ cause: messageOf(error) }, 'the report of a day could not be sent');
      })
      .finally(() => {
        looking = undefined;
      });
  };
  return {
    start: () => {
      const { minute } = deps;
      if (minute === undefined) return;
      timer = setInterval(() => {
        look(minute);
      }, lookEveryMs);
      look(minute);
    },
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
