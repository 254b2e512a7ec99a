import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { breakDisk, mendDisk, type DiskError } from './fault-shim.ts';
import type { GateMode } from './ari-gate.ts';
import { soundDisk, type RotationLab, type RotationPlace } from './rotation-lab.ts';

/**
 * What may happen to a rotation at any of its places. `strike` returns while it lasts, `mend` ends it.
 */
export type RotationFault = {
  readonly strike: (lab: RotationLab) => void | Promise<void>;
  readonly mend?: (lab: RotationLab) => void | Promise<void>;
  /** The only places at which it can happen. */
  readonly places?: readonly RotationPlace[];
  /** Asterisk cannot be asked while it lasts, so only the files are looked at. */
  readonly isAsteriskAway?: true;
  /** Nobody can be told anything while it lasts. */
  readonly isTelegramAway?: true;
  /** No program can put it right: a person may have to look at it. */
  readonly needsPerson?: true;
};

const day = 24 * 3600_000;

/** Section 4.5 of the plan of rotations, and what the disk can do. */
export const rotationFaults = {
  'Asterisk down': {
    strike: ({ asterisk }) => asterisk.kill9(),
    mend: ({ asterisk }) => asterisk.start(),
    isAsteriskAway: true,
  },
  'Asterisk frozen': {
    strike: ({ asterisk }) => {
      asterisk.freeze();
    },
    mend: ({ asterisk }) => {
      asterisk.thaw();
    },
    isAsteriskAway: true,
  },
  'Asterisk restarts': {
    strike: async (lab) => {
      await lab.asterisk.kill9();
      lab.booting = lab.asterisk.start();
    },
    mend: (lab) => lab.booting,
    isAsteriskAway: true,
  },
  'console hangs': {
    strike: ({ hangFile }) => {
      writeFileSync(hangFile, '');
    },
    mend: ({ hangFile }) => {
      rmSync(hangFile);
    },
  },
  'ARI says 403': gateFault(403),
  'ARI says 404': gateFault(404),
  'ARI says 500': gateFault(500),
  'ARI resets': gateFault('reset'),
  ENOSPC: diskFault('ENOSPC'),
  EROFS: diskFault('EROFS'),
  EACCES: diskFault('EACCES'),
  EBUSY: { ...diskFault('EBUSY'), needsPerson: true },
  EIO: { ...diskFault('EIO'), needsPerson: true },
  'ENOSPC in var': {
    strike: ({ orderFile, varFolder }) => {
      breakDisk(orderFile, 'ENOSPC', [varFolder]);
    },
    mend: ({ orderFile }) => {
      mendDisk(orderFile);
    },
  },
  'ari.conf edited': {
    strike: ({ asterisk }) => {
      appendFileSync(path.join(asterisk.etc, 'ari.conf'), '; by hand\n');
    },
    needsPerson: true,
  },
  '.env edited': {
    strike: ({ envFile }) => {
      appendFileSync(envFile, '# by hand\n');
    },
    needsPerson: true,
  },
  'pm2 dead': {
    strike: ({ programs }) => {
      programs.mode = 'dead';
    },
    mend: ({ programs }) => {
      programs.mode = 'sound';
    },
    places: ['programs'],
  },
  'pm2: errored': {
    strike: ({ programs }) => {
      programs.mode = 'errored';
    },
    mend: ({ programs }) => {
      programs.mode = 'sound';
    },
    places: ['programs'],
  },
  SIGTERM: {
    strike: (lab) => {
      lab.stopBot();
    },
  },
  'second admin': {
    strike: (lab) => lab.secondAdminPresses(),
  },
  'Telegram away': {
    strike: ({ telegram }) => {
      telegram.isAway = true;
    },
    mend: ({ telegram }) => {
      telegram.isAway = false;
    },
    isTelegramAway: true,
  },
  'clock a day on': {
    strike: ({ time }) => {
      time.offset += day;
    },
  },
  'clock a day back': {
    strike: ({ time }) => {
      time.offset -= day;
    },
  },
} as const satisfies Readonly<Record<string, RotationFault>>;

function gateFault(mode: GateMode): RotationFault {
  return {
    strike: ({ gate }) => {
      gate.turn(mode);
    },
    mend: ({ gate }) => {
      gate.turn('open');
    },
  };
}

/** What can be seen of it without writing. */
const looks: Partial<Record<DiskError, RotationLab['disk']>> = {
  ENOSPC: { ...soundDisk, freeBytes: 0 },
  EROFS: { ...soundDisk, isWritable: false },
  EACCES: { ...soundDisk, isWritable: false },
};

/** The folders of ari.conf and of `.env`; the bot's own is another matter. */
function diskFault(error: DiskError): RotationFault {
  return {
    strike: (lab) => {
      breakDisk(lab.orderFile, error, [lab.asterisk.etc, path.dirname(lab.envFile)]);
      lab.disk = looks[error] ?? soundDisk;
    },
    mend: (lab) => {
      mendDisk(lab.orderFile);
      lab.disk = soundDisk;
    },
  };
}
