import { createServer } from 'node:http';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hasAsterisk } from '../support/asterisk.ts';
import { asteriskTree } from '../support/asterisk-tree.ts';
import { registerWithSipp } from '../support/phones.ts';
import { openPage } from './page-person.ts';
import { isRunning, makeDesk, type Desk } from './started-sandbox.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk();
});
afterEach(() => desk.clear());

describe('the sandbox, started in an empty folder', () => {
  it('says where the page is, what to do first, and what the PBX is', async () => {
    const sandbox = await desk.start({});
    expect(sandbox.printed()).toMatch(/Nothing leaves this machine/);
    expect(sandbox.printed()).toMatch(/ 1\. Open .*\n {2}2\. .*\n {2}3\. /);
    expect(sandbox.printed()).toMatch(
      /PBX: emulated; its phones are on the page, no softphone can register\.\n/,
    );
    expect(await sandbox.end('SIGTERM')).toBe(0);
  });

  it.for(['SIGTERM', 'SIGINT'] as const)(
    '%s ends it in good order, with no trace',
    async (signal) => {
      const sandbox = await desk.start({});
      expect(await sandbox.end(signal)).toBe(0);
      expect(await desk.temporaries()).toEqual([]);
      expect(await readdir(desk.folder)).toEqual(['tmp']);
      await expect(fetch(sandbox.url)).rejects.toThrow();
    },
  );

  it('takes another port when the wanted one has a program already', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const sandbox = await desk.start({ HTTP_PORT: String(port) });
    expect(sandbox.url).not.toContain(`:${port}`);
    await sandbox.end('SIGTERM');
    other.close();
  });

  it('goes on with the emulated PBX when the Asterisk it is shown is none, and says so', async () => {
    const sandbox = await desk.start({ NAVBATCHI_SANDBOX_ASTERISK: '/no/such/folder' });
    expect(sandbox.printed()).toMatch(
      /PBX: emulated.* The Asterisk at \/no\/such\/folder did not start: .*holds no Asterisk\n/,
    );
    expect(await sandbox.end('SIGTERM')).toBe(0);
  });

  it('goes on with the emulated PBX when the Asterisk it is shown does not run here', async () => {
    const tree = await madeUpAsterisk('echo no such library; exit 1');
    const sandbox = await desk.start({ NAVBATCHI_SANDBOX_ASTERISK: tree });
    expect(sandbox.printed()).toMatch(
      /PBX: emulated.* did not start: Asterisk ended at start: no such library\n/,
    );
    expect(await sandbox.end('SIGTERM')).toBe(0);
    expect(await desk.temporaries()).toEqual([]);
  });

  it('leaves no trace when it is stopped while it starts', async () => {
    const pidFile = join(desk.folder, 'pid');
    const tree = await madeUpAsterisk(
      `echo $$ > ${pidFile}.new; mv ${pidFile}.new ${pidFile}; exec sleep 60`,
    );
    const sandbox = desk.startOnly({ NAVBATCHI_SANDBOX_ASTERISK: tree });
    await expect.poll(() => existsSync(pidFile), { timeout: 15_000 }).toBe(true);
    const pid = Number(await readFile(pidFile, 'utf8'));
    expect(isRunning(pid)).toBe(true);
    expect(await sandbox.end('SIGTERM')).toBe(0);
    await expect.poll(() => isRunning(pid)).toBe(false);
    expect(await desk.temporaries()).toEqual([]);
  });
});

/** A folder that looks like an unpacked Asterisk and runs a line of shell instead. */
async function madeUpAsterisk(line: string): Promise<string> {
  const tree = join(desk.folder, 'asterisk');
  await mkdir(join(tree, 'usr/lib/asterisk/modules'), { recursive: true });
  await writeFile(join(tree, 'exec'), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  return tree;
}

describe.runIf(hasAsterisk)('the sandbox with a real Asterisk', () => {
  it('starts it, tells where a softphone can register, and leaves none behind', async () => {
    const sandbox = await desk.start({ NAVBATCHI_SANDBOX_ASTERISK: await asteriskTree(22) });
    expect(sandbox.printed()).toMatch(/PBX: a real Asterisk 22\.\d/);
    const sipPort = Number(/register at 127\.0\.0\.1:(\d+) \(UDP\)/.exec(sandbox.printed())?.[1]);
    const { status } = await registerWithSipp({ sipPort, username: '1001', password: 'no' });
    expect(status).toBe(401);
    expect(await shownPhones(sandbox.url)).toEqual({ sipPort });
    expect(sandbox.childPids).toHaveLength(1);
    expect(await sandbox.end('SIGTERM')).toBe(0);
    expect(sandbox.childPids.filter(isRunning)).toEqual([]);
    expect(await desk.temporaries()).toEqual([]);
  });

  it('takes it along when it is killed with -9; the next start tidies up', async () => {
    const environment = { NAVBATCHI_SANDBOX_ASTERISK: await asteriskTree(22) };
    const sandbox = await desk.start(environment);
    const [asterisk = 0] = sandbox.childPids;
    expect(isRunning(asterisk)).toBe(true);
    const left = await desk.temporaries();
    await sandbox.end('SIGKILL');
    await expect.poll(() => isRunning(asterisk)).toBe(false);
    const next = await desk.start({});
    const now = await desk.temporaries();
    expect(now.filter((folder) => left.includes(folder))).toEqual([]);
    await next.end('SIGTERM');
  });
});

/** What the page is told of telephones. */
async function shownPhones(url: string): Promise<unknown> {
  const { body } = await fetch(`${url}/events?person=0`);
  for await (const chunk of body ?? []) {
    const text = new TextDecoder().decode(z.instanceof(Uint8Array).parse(chunk));
    return z.looseObject({ phones: z.unknown() }).parse(JSON.parse(text.replace('data: ', '')))
      .phones;
  }
  throw new Error('the page sends nothing');
}

const pbxs = [
  { name: 'the emulated PBX', has: true, tree: () => Promise.resolve('') },
  { name: 'a real Asterisk', has: hasAsterisk, tree: () => asteriskTree(22) },
];

describe.each(pbxs)("a newcomer's first minutes with $name", ({ has, tree }) => {
  it.runIf(has)(
    'one tap makes the owner; a phone number is created, listed and works',
    async () => {
      const sandbox = await desk.start({ NAVBATCHI_SANDBOX_ASTERISK: await tree() });
      const you = await openPage(sandbox.url);
      await you.start();
      await you.sees(/Endi siz bu yerning egasisiz/);
      expect(await you.menu()).toContain('extensions');

      await you.says('/extensions');
      await you.sees(/Ichki raqamlar/);
      await you.presses('Yaratish');
      await you.sees(/kim uchun/);
      await you.says('Malika');
      await you.sees(/uchun raqam/);
      await you.says('1001');
      await you.sees(/Qanday telefon/);
      await you.presses('Telefondagi dastur');
      await you.sees(/Shu oʻzgarish kiritilsinmi/);
      await you.presses('Yaratilsin');
      const card = await you.sees(/Telefon sozlamalari: 1001/);
      await you.sees(/bajarildi\. Asterisk’da tekshirildi/);

      await you.says('/extensions');
      await you.sees(/Ichki raqamlar: 1 ta/);
      await you.presses('1001');
      await you.sees(/1001[^]*Malika|Malika[^]*1001/);

      const sipPort = Number(/register at 127\.0\.0\.1:(\d+)/.exec(sandbox.printed())?.[1] ?? 0);
      if (sipPort > 0) {
        expect(card).toContain(String(sipPort));
        const password = /Parol: (\S+)/.exec(card)?.[1] ?? '';
        const { status } = await registerWithSipp({ sipPort, username: '1001', password });
        expect(status).toBe(200);
      }
      await you.leave();
      expect(await sandbox.end('SIGTERM')).toBe(0);
      expect(sandbox.childPids.filter(isRunning)).toEqual([]);
      expect(await desk.temporaries()).toEqual([]);
    },
  );
});
