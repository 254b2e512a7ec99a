import type { TelegramDoor } from '../../telegram/door.ts';
import { reportOnTelegram } from './on-telegram.ts';
import type { ReportDeps } from './report-deps.ts';
import { runReports, type ReportRun } from './run-reports.ts';

export { createReportStore } from './store.ts';

/** What the day was like: by itself at its hour, and whenever somebody asks. */
export function createReport(deps: ReportDeps): ReportRun & { readonly telegram: TelegramDoor } {
  return { telegram: reportOnTelegram(deps), ...runReports(deps) };
}
