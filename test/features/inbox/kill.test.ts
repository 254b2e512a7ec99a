import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { openWebhookHouse, sign, textItem, webhookOf } from './webhook-house.ts';

const kills = 3;
/** A tenth is told a second time, as Meta does. */
const toldAgain = 10;

async function startDoor(file: string): Promise<{ child: ChildProcess; url: string }> {
  const script = fileURLToPath(new URL('./dying-door.ts', import.meta.url));
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const url of createInterface({ input: child.stdout })) return { child, url };
  throw new Error('The door never opened.');
}

async function isTaken(url: string, mid: string): Promise<boolean> {
  const body = webhookOf(textItem(mid, 'Salom'));
  try {
    const headers = { 'x-hub-signature-256': sign(body) };
    const answer = await request(url, { method: 'POST', body, headers });
    await answer.body.dump();
    return answer.statusCode === 200;
  } catch {
    return false;
  }
}

test('killed while webhooks arrive, the door has kept all it answered for, each once', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nb-inbox-'));
  const file = path.join(folder, 'inbox.db');
  const taken: string[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const { child, url } = await startDoor(file);
    const before = taken.length;
    const died = once(child, 'exit');
    const senders = Array.from({ length: 16 }, async (_, sender) => {
      for (let number = 0; ; number += 1) {
        const mid = `m_${kill}_${sender}_${number}`;
        if (!(await isTaken(url, mid))) return;
        taken.push(mid);
        // In the middle of answers, reading and writing: a different number each time.
        if (taken.length - before === 70 + kill * 41) child.kill('SIGKILL');
        if (number % toldAgain === 0) await isTaken(url, mid);
      }
    });
    await Promise.all([died, ...senders]);
  }
  const house = await openWebhookHouse(file);
  await house.settled();
  const mids = (await house.events()).map(({ mid }) => mid);
  expect(taken.length).toBeGreaterThan(kills * 70);
  expect(taken.filter((mid) => !mids.includes(mid))).toEqual([]);
  expect(new Set(mids).size).toBe(mids.length);
  await house.stop();
  rmSync(folder, { recursive: true });
}, 180_000);
