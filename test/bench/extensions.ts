/* One more extension among 5,000, beside what the machine itself costs, with phones and calls at work. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectAri } from '../../src/asterisk/ari-rest.ts';
import { sha256 } from '../../src/files/edit-files.ts';
import { Secret } from '../../src/lib/secret.ts';
import { startAsterisk, type TestAsterisk } from '../support/asterisk.ts';
import { openBenchHouse } from './extensions/bench-house.ts';
import { openCallCentre } from './extensions/call-centre.ts';
import { managedTextOf, numberAt, plainTextOf } from './extensions/many-extensions.ts';
import type { Spent } from './extensions/stopwatch.ts';
import { medianOf, tableOf } from './extensions/table.ts';

const extensions = 5000;
const changes = 100;
/** So often the list is opened and the plain file reloaded beside ours. */
const every = 5;
const version = '22.10.1';
const managed = 'pjsip_navbatchi.conf';

const ours = await startAsterisk({ files: { [managed]: managedTextOf(extensions, version) } });
const plain = await startPlain();
const plainAri = await connectAri({
  ...{ url: plain.ariUrl, username: plain.username },
  password: new Secret(plain.password),
});
const house = await openBenchHouse(ours);
const centre = await openCallCentre(ours, { phones: 50, calls: 10, extensions });
const before = await centre.count();

const plans: Spent[] = [];
const taps: Spent[] = [];
const lists: Spent[] = [];
const reads: number[] = [];
const ourReloads: number[] = [];
const plainReloads: number[] = [];
let signedInAgain = 0;
for (let change = 0; change < changes; change += 1) {
  // In between the others, all over the file.
  const number = String(Number(numberAt((change * 1777) % extensions)) + 1);
  const { plan, ...planned } = await house.plan(number);
  const tap = await house.apply(plan);
  plans.push(planned);
  taps.push(tap);
  if (change === changes / 2) signedInAgain = await centre.signInAgain();
  if (change % every > 0) continue;
  lists.push(await house.list());
  reads.push(await millisecondsOf(readAndHash));
  ourReloads.push(tap.asteriskMs);
  await appendFile(join(plain.etc, 'pjsip.conf'), `\n${plainTextOf([number], version)}`);
  plainReloads.push(await millisecondsOf(() => plainAri.reloadModule('res_pjsip.so')));
}
const after = await centre.count();
await centre.stop();
await house.close();
await ours.stop();
plainAri.close();
await plain.stop();

const own = (spent: readonly Spent[]) => spent.map(({ ownMs }) => ownMs);
const processor = (spent: readonly Spent[]) => spent.map(({ processorMs }) => processorMs);
const asterisk = (spent: readonly Spent[]) => spent.map(({ asteriskMs }) => asteriskMs);
const sections = `${extensions} extensions, ${3 * extensions} sections`;
const figures = tableOf([
  ['reading and hashing our file, for comparison', reads],
  ['plan with checks and diff, without Asterisk', own(plans)],
  ['  its processor time', processor(plans)],
  ['  what it waits for Asterisk', asterisk(plans)],
  ['from the tap to the end, without the reload', own(taps)],
  ['  its processor time', processor(taps)],
  ["  Asterisk's reload and its answers to the proof", asterisk(taps)],
  ['a page of the list, without Asterisk', own(lists)],
  ['  what it waits for Asterisk', asterisk(lists)],
  ['reload with one plain file, in the same minutes', plainReloads],
]);
const ratio = medianOf(ourReloads) / medianOf(plainReloads);
process.stdout.write(`${sections}
${figures}
our reload / plain reload: ${ratio.toFixed(2)}
after ${changes} changes: ${after.registered} of ${before.registered} phones registered, ${after.calls} of ${before.calls} calls up, ${signedInAgain} of 40 signed in again meanwhile
`);
const isUndisturbed =
  after.registered === 50 && after.calls === before.calls && before.calls === 10;
process.exit(isUndisturbed && signedInAgain === 40 ? 0 : 1);

/** The same extensions in pjsip.conf itself. */
async function startPlain(): Promise<TestAsterisk> {
  const started = await startAsterisk();
  const numbers = Array.from({ length: extensions }, (_, index) => numberAt(index));
  const file = join(started.etc, 'pjsip.conf');
  const shipped = (await readFile(file, 'latin1')).replace(/^#tryinclude.*$/gm, '');
  await writeFile(file, `${shipped}\n${plainTextOf(numbers, version)}`, 'latin1');
  await started.reload('res_pjsip.so');
  return started;
}

async function readAndHash(): Promise<string> {
  return sha256(await readFile(join(ours.etc, managed), 'latin1'));
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
