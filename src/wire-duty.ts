import { createBoard, createBoardStore } from './features/board/index.ts';
import type { Calls } from './features/calls/index.ts';
import { createDuty, createDutyStore } from './features/duty/index.ts';
import { createReport, createReportStore } from './features/report/index.ts';
import type { AriEvents } from './asterisk/ari-events.ts';
import { readPbx } from './pbx/read-pbx.ts';
import { createRoutes } from './storage/routes.ts';
import type { CardOutbox } from './telegram/card-outbox.ts';
import { createCallLog } from './telephony/store.ts';
import type { Shared } from './wire-deps.ts';
import { missingKeysOf } from './wire-meta.ts';

export type WireDutyDeps = {
  readonly shared: Shared;
  readonly calls: Pick<Calls, 'live'>;
  readonly linkState: AriEvents['state'];
  readonly outbox: Pick<CardOutbox, 'wake'>;
  readonly isQuiet: (at: number) => boolean;
  /** Missed customers nobody has called back yet. */
  readonly countMissed: (() => Promise<number>) | undefined;
};

/** Who is on duty, what everybody does now, and what the day was like. */
export function wireDuty(deps: WireDutyDeps) {
  const { shared, calls, linkState, outbox, isQuiet, countMissed } = deps;
  const { config, core, people, chat, wordsOf, clock, log } = shared;
  const { database, ari, folder } = core;
  const { timeZone, quietHours, reportMinute } = config;
  const routes = createRoutes(database);
  const duty = createDuty({
    store: createDutyStore(database),
    ...{ people, countMissed, routes, quietHours, reportMinute },
    isMetaSet: missingKeysOf(config.meta)?.length === 0,
    ...{ chat, wordsOf, isQuiet, clock, log, timeZone },
  });
  const board = createBoard({
    ...{ live: calls.live, ari, linkState, store: createBoardStore(database), outbox },
    listPhones: async () =>
      (await readPbx(folder)).extensions.filter(({ isDisabled }) => !isDisabled),
    ...{ people, wordsOf, clock, log, timeZone },
  });
  const report = createReport({
    minute: reportMinute,
    ...{ callLog: createCallLog(database), store: createReportStore(database) },
    ...{ routes, people, chat, wordsOf, isQuiet, clock, log, timeZone },
  });
  return {
    doors: [...duty.doors, board.telegram, report.telegram],
    start: report.start,
    stop: async () => {
      await report.stop();
      await board.stop();
    },
  };
}
