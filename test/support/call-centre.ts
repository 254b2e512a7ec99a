import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { startAsterisk, type TestAsterisk } from './asterisk.ts';
import { claimPorts } from './asterisk-ports.ts';
import { spawnBound } from './asterisk-process.ts';
import { phonesTree } from './asterisk-tree.ts';
import {
  callCentreFiles,
  callCentreModules,
  deskOf,
  passwordOf,
  type Desk,
} from './call-centre-files.ts';
import { startBaresip, type BaresipPhone } from './phones.ts';

export type StaffedDesk = Desk & {
  readonly staff: readonly [BaresipPhone, BaresipPhone];
  readonly asterisk: TestAsterisk;
};

export type CallCentre = {
  readonly asterisk: TestAsterisk;
  readonly desks: readonly StaffedDesk[];
  /** Asterisk's own records. */
  readonly csv: string;
  readonly database: string;
  readonly stop: () => Promise<void>;
};

/** A real Asterisk with `count` desks of two real phones each, and a trunk whose other end answers every call. */
export async function startCallCentre(count: number): Promise<CallCentre> {
  const desks = Array.from({ length: count }, (_, index) => deskOf(index));
  const ports = await claimPorts();
  const tree = await phonesTree();
  const trunk = spawnBound(
    [
      ...[path.join(tree, 'exec'), path.join(tree, 'usr/bin/sipp'), '-sn', 'uas'],
      ...['-i', '127.0.0.1', '-p', String(ports.sip), '-nostdin'],
    ],
    '/dev/null',
  );
  const asterisk = await startAsterisk({ files: callCentreFiles(desks, ports.sip) });
  const lines = callCentreModules.map((name) => `load = ${name}.so\n`).join('');
  await appendFile(path.join(asterisk.etc, 'modules.conf'), lines);
  await asterisk.kill9();
  await asterisk.start();
  const staffed = await Promise.all(
    desks.map(async (desk): Promise<StaffedDesk> => {
      const [first, second] = desk.phones;
      const staff = [await signIn(asterisk, first), await signIn(asterisk, second)] as const;
      return { ...desk, staff, asterisk };
    }),
  );
  const logs = path.join(path.dirname(asterisk.etc), 'log');
  return {
    asterisk,
    desks: staffed,
    csv: path.join(logs, 'cdr-csv/Master.csv'),
    database: path.join(logs, 'master.db'),
    stop: async () => {
      await Promise.all(staffed.flatMap(({ staff }) => staff.map((phone) => phone.kill9())));
      trunk.kill('SIGKILL');
      ports.release();
      await asterisk.stop();
    },
  };
}

async function signIn({ sipPort }: TestAsterisk, username: string): Promise<BaresipPhone> {
  const phone = await startBaresip({ sipPort, username, password: passwordOf(username) });
  await phone.registered();
  return phone;
}
