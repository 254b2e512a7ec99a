import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseConf, printConf, setSetting } from '../../src/files/conf-document.ts';
import { loadConf } from '../../src/files/conf-load.ts';
import { ariCases } from '../files/broken-ari.ts';
import { createRandom, nastyText } from '../files/cheap-random.ts';
import { compareWithOracle, readBoth } from '../files/compare-with-oracle.ts';
import { tryEdit } from '../files/conf-edits.ts';
import { startOracle, type ConfigOracle } from '../files/config-oracle.ts';
import { memorySource } from '../files/memory-source.ts';
import { ariStatus } from '../files/started-objects.ts';

/*
 * The long proof of src/files: ten million texts, five million edits, a hundred thousand
 * configurations beside a real Asterisk, every broken ari.conf at a cold start, and the times.
 *   node test/torture/files.ts [seed]
 */
const seed = Number(process.argv[2] ?? Date.now() % 2 ** 31);
let failures = 0;

say('seed', seed);
timeLargeFile();
printAsRead(10_000_000);
tryEdits(5_000_000);
await readWithoutEnd(300_000);
const oracle = await startOracle();
await compareReaders(oracle, 100_000);
await compareEdited(oracle, 20_000);
await startBroken(oracle);
await oracle.stop();
say('failures', failures);
process.exit(failures === 0 ? 0 : 1);

/** 5,000 extensions, 75,000 lines: what one edit costs beyond reading and printing. */
function timeLargeFile(): void {
  const text = Array.from({ length: 5000 }, (_, index) => phone(10_000 + index)).join('');
  const times = { parse: [0], edit: [0], print: [0] };
  for (let run = 0; run < 20; run += 1) {
    const [started, document] = [performance.now(), parseConf(text)];
    const parsed = performance.now();
    const section = { name: '12500', type: 'auth' };
    const edited = setSetting(document, { section, key: 'password', value: `v${run}` });
    const done = performance.now();
    printConf(edited);
    times.parse.push(parsed - started);
    times.edit.push(done - parsed);
    times.print.push(performance.now() - done);
  }
  const lines = text.split('\n').length - 1;
  for (const [name, each] of Object.entries(times)) {
    const median = each.slice(1).toSorted((a, b) => a - b)[10] ?? 0;
    say(`${name}, ${lines} lines, ${text.length} bytes`, `${median.toFixed(1)} ms (median of 20)`);
  }
}

function phone(id: number): string {
  return `[${id}]\ntype=endpoint\ncontext=from-internal\ndisallow=all\nallow=ulaw,alaw\nauth=${id}\naors=${id}\n[${id}]\ntype=auth\nusername=${id}\npassword=pw${id}\n[${id}]\ntype=aor\nmax_contacts=1\n\n`;
}

function printAsRead(count: number): void {
  const random = createRandom(seed);
  const started = performance.now();
  for (let run = 0; run < count; run += 1) {
    const text = nastyText(random, 24);
    if (printConf(parseConf(text)) !== text) fail('printed otherwise than read', text);
  }
  say(`${count} texts printed as read`, since(started));
}

function tryEdits(count: number): void {
  const random = createRandom(seed + 1);
  const started = performance.now();
  let done = 0;
  for (let run = 0; run < count; run += 1) {
    const tried = tryEdit(`[a]\nx=1\n${nastyText(random, 12)}`, random);
    if (tried.after !== undefined) done += 1;
    if (tried.fault !== undefined) fail('an edit did something else', tried);
  }
  say(`${count} edits tried, ${done} done, the others refused`, since(started));
}

/** The loader must come back and not throw, whatever includes whatever. */
async function readWithoutEnd(count: number): Promise<void> {
  const random = createRandom(seed + 2);
  const started = performance.now();
  for (let run = 0; run < count; run += 1) {
    const x = nastyText(random, 24);
    await loadConf(memorySource({ '/e/x': x, '/e/y': nastyText(random, 12) }), 'x', '/e');
  }
  say(`${count} files loaded with their includes`, since(started));
}

async function compareReaders(beside: ConfigOracle, count: number): Promise<void> {
  const started = performance.now();
  const { agreed, agreedToRefuse, refusedAlone, differences } = await compareWithOracle(beside, {
    count,
    seed,
  });
  for (const difference of differences) fail('Asterisk reads otherwise', difference);
  say(
    `${count} configurations beside Asterisk`,
    `${agreed} read alike, ${agreedToRefuse} refused by both, ${refusedAlone} refused by us alone, ${differences.length} read otherwise; ${since(started)}`,
  );
}

async function compareEdited(beside: ConfigOracle, count: number): Promise<void> {
  const random = createRandom(seed + 3);
  const started = performance.now();
  const texts: string[] = [];
  while (texts.length < count) {
    const { before, after } = tryEdit(`[a]\nx=1\n${nastyText(random, 12)}`, random);
    if (after !== undefined && after !== before) texts.push(after);
  }
  for (const [index, { ours, asterisk }] of (await readBoth(beside, texts)).entries()) {
    const isEqual = ours === 'refused' || JSON.stringify(ours) === JSON.stringify(asterisk);
    if (!isEqual) fail('Asterisk reads an edited file otherwise', texts[index]);
  }
  say(`${count} edited files beside Asterisk`, since(started));
}

async function startBroken({ asterisk }: ConfigOracle): Promise<void> {
  const started = performance.now();
  for (const { name, text, afterStart } of ariCases) {
    await asterisk.kill9();
    await writeFile(join(asterisk.etc, 'ari.conf'), text, 'latin1');
    await asterisk.start();
    const status = await ariStatus(asterisk, 'new-password');
    if (status !== afterStart) fail(`ari.conf with ${name} after a cold start`, status);
  }
  say(`${ariCases.length} states of ari.conf at a cold start`, since(started));
}

function fail(what: string, detail: unknown): void {
  failures += 1;
  if (failures <= 10) say(`DID NOT HOLD: ${what}`, JSON.stringify(detail));
}

function say(what: string, figure: string | number): void {
  process.stdout.write(`${what}: ${figure}\n`);
}

function since(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
