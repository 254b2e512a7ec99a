import { execFileSync, spawnSync } from 'node:child_process';
import { linkSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  readFileState,
  removeFile,
  replaceFile,
  sha256,
  sweepTemporaries,
} from '../../src/files/edit-files.ts';
import { asFileStop } from '../../src/files/file-stop.ts';
import { Conflict, InvalidInput, Misconfigured, NotFound } from '../../src/lib/error.ts';
import type { ChildResult } from './edit-in-child.ts';

const isRoot = process.getuid?.() === 0;
const before = '[general]\nenabled = yes \xf1\n';
const after = '[general]\r\nenabled = no \xff';
const bytes = new Uint8Array(Buffer.from(before, 'latin1'));

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'navbatchi-edit-'));
  file = join(folder, 'ari.conf');
  await writeFile(file, bytes);
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

async function text(path = file): Promise<string> {
  return await readFile(path, 'latin1');
}

async function expectUntouched(): Promise<void> {
  expect(await text()).toBe(before);
  expect(await readdir(folder)).toEqual(['ari.conf']);
}

/** As an ordinary user even when the tests run as root, to whom no folder is closed. */
function editInChild(mode: string, wrap: readonly string[] = [], asNobody = false): ChildResult[] {
  const script = fileURLToPath(new URL('edit-in-child.ts', import.meta.url));
  const [command, ...args] = [...wrap, process.execPath, script, mode, folder];
  const user = asNobody && isRoot ? { uid: 65_534, gid: 65_534 } : {};
  const output = execFileSync(command, args, { encoding: 'utf8', ...user });
  return JSON.parse(output) as ChildResult[];
}

describe('replacing a file', () => {
  test('gives it exactly the new bytes and says what it now is', async () => {
    const identity = await replaceFile(file, { text: after, expected: sha256(before) });
    expect(await text()).toBe(after);
    expect(identity).toEqual((await readFileState(file))?.identity);
    expect(identity.sha256).toBe(sha256(after));
    expect(await readdir(folder)).toEqual(['ari.conf']);
  });

  test.each([0o600, 0o640, 0o664, 0o2640])('keeps mode %o', async (mode) => {
    await chmod(file, mode);
    await replaceFile(file, { text: after, expected: sha256(before) });
    expect((await stat(file)).mode & 0o7777).toBe(mode);
  });

  test('keeps the owner', async () => {
    if (isRoot) await chown(file, 12_345, 12_346);
    const { uid, gid } = await stat(file);
    await replaceFile(file, { text: after, expected: sha256(before) });
    expect(await stat(file)).toMatchObject({ uid, gid });
  });

  test('a new file gets its mode, and the owner of its folder where we may give it', async () => {
    const path = join(folder, 'pjsip_navbatchi.conf');
    if (isRoot) await chown(folder, 12_345, 12_346);
    const { uid, gid } = await stat(folder);
    await replaceFile(path, { text: after, expected: undefined });
    expect(await stat(path)).toMatchObject({ uid, gid });
    expect((await stat(path)).mode & 0o7777).toBe(0o640);
    await replaceFile(join(folder, 'x'), { text: after, expected: undefined, mode: 0o600 });
    expect((await stat(join(folder, 'x'))).mode & 0o7777).toBe(0o600);
  });

  test('keeps a symbolic link and exchanges the file behind it', async () => {
    const link = join(folder, 'link.conf');
    symlinkSync('ari.conf', link);
    await replaceFile(link, { text: after, expected: sha256(before) });
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await text()).toBe(after);
  });

  test('a file that is not what was expected is a conflict', async () => {
    const attempt = replaceFile(file, { text: after, expected: sha256('other') });
    await expect(attempt).rejects.toThrow(Conflict);
    await expect(replaceFile(file, { text: after, expected: undefined })).rejects.toThrow(Conflict);
    const missing = replaceFile(join(folder, 'no'), { text: after, expected: sha256('') });
    await expect(missing).rejects.toThrow(Conflict);
    await expectUntouched();
  });

  test.each([
    ['saves in place, as nano does', 'cat'],
    ['saves by rename, as vim does', 'mv'],
  ])('a person who %s while we write keeps what they wrote', async (_, how) => {
    const check = (): void => {
      const draft = join(folder, 'draft');
      writeFileSync(how === 'mv' ? draft : file, 'by hand\n');
      if (how === 'mv') renameSync(draft, file);
    };
    const attempt = replaceFile(file, { text: after, expected: sha256(before), check });
    await expect(attempt).rejects.toThrow(Conflict);
    expect(await text()).toBe('by hand\n');
    expect(await readdir(folder)).toEqual(['ari.conf']);
  });

  test('a save that changes nothing but the file itself (same bytes, new inode) is noticed', async () => {
    const check = (): void => {
      writeFileSync(join(folder, 'twin'), bytes);
      renameSync(join(folder, 'twin'), file);
    };
    const attempt = replaceFile(file, { text: after, expected: sha256(before), check });
    await expect(attempt).rejects.toThrow(Conflict);
    await expectUntouched();
  });

  test('a file that appears while we write a new one is not overwritten', async () => {
    const path = join(folder, 'new.conf');
    const check = (): void => {
      writeFileSync(path, 'by hand\n');
    };
    const attempt = replaceFile(path, { text: after, expected: undefined, check });
    await expect(attempt).rejects.toThrow(Conflict);
    expect(await text(path)).toBe('by hand\n');
  });

  test('a check that throws stops the edit with its own error', async () => {
    const check = (): void => {
      throw new InvalidInput('not like this');
    };
    const attempt = replaceFile(file, { text: after, expected: sha256(before), check });
    await expect(attempt).rejects.toThrow('not like this');
    await expectUntouched();
  });

  test('two at once: one wins, the other is told', async () => {
    const edits = ['a\n', 'b\n'].map((next) =>
      replaceFile(file, { text: next, expected: sha256(before) }),
    );
    const settled = await Promise.allSettled(edits);
    const won = settled.filter(({ status }) => status === 'fulfilled');
    expect(won.length).toBeGreaterThanOrEqual(1);
    expect(['a\n', 'b\n']).toContain(await text());
    expect(await readdir(folder)).toEqual(['ari.conf']);
  });

  test('letters that are no bytes are refused', async () => {
    const attempt = replaceFile(file, { text: 'Ў', expected: sha256(before) });
    await expect(attempt).rejects.toThrow(InvalidInput);
    await expectUntouched();
  });
});

describe('what cannot be replaced safely is refused', () => {
  const edit = { text: after, expected: sha256(before) };

  test('a hard link', async () => {
    linkSync(file, join(folder, 'twin.conf'));
    await expect(replaceFile(file, edit)).rejects.toThrow(/hard links/);
    expect(statSync(file).nlink).toBe(2);
    expect(await text()).toBe(before);
  });

  test('a folder, a pipe, a link into nothing, a link in a circle', async () => {
    await mkdir(join(folder, 'dir'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('nothing', join(folder, 'dangling'));
    symlinkSync('circle', join(folder, 'circle'));
    for (const name of ['dir', 'pipe', 'dangling', 'circle']) {
      const path = join(folder, name);
      await expect(replaceFile(path, edit), name).rejects.toThrow(Misconfigured);
      await expect(readFileState(path), name).rejects.toThrow(Misconfigured);
    }
    expect(await text()).toBe(before);
  });

  test('a folder that does not exist', async () => {
    const path = join(folder, 'no', 'x.conf');
    expect(await readFileState(path)).toBeUndefined();
    const attempt = replaceFile(path, { text: after, expected: undefined });
    await expect(attempt).rejects.toThrow(NotFound);
  });

  test('a folder we may not write to', async () => {
    await writeFile(join(folder, 'pjsip.conf'), bytes);
    await chmod(folder, 0o555);
    const [result] = editInChild('once', [], true);
    expect(result).toMatchObject({ outcome: 'Misconfigured', isOld: true });
    expect(result?.message).toMatch(/may not be written by this program; please/);
    expect(result?.names.toSorted()).toEqual(['ari.conf', 'pjsip.conf']);
  });

  test.each(['EROFS', 'EBUSY', 'EXDEV', 'ENOSPC', 'EDQUOT', 'EIO', 'EFBIG'])(
    '%s becomes a sentence with a remedy',
    (code) => {
      const stop = asFileStop(Object.assign(new Error(code), { code }), '/etc/x.conf', 'write');
      expect(stop).toBeInstanceOf(Misconfigured);
      expect(String(stop)).toContain('/etc/x.conf');
      expect(String(stop)).not.toContain(code);
    },
  );
});

describe('a disk that fills up at any point', () => {
  // A file size limit stops a write at any byte for any user; a full tmpfs needs a mount namespace.
  const unshare = ['unshare', ...(isRoot ? [] : ['--user', '--map-root-user']), '--mount'];
  const mayMount =
    spawnSync('unshare', [...unshare.slice(1), 'mount', '-t', 'tmpfs', 'x', '/mnt']).status === 0;
  const ways = [['fsize', []], ...(mayMount ? [['tmpfs', unshare] as const] : [])] as const;

  test.each(ways)(
    'by %s: the old file is intact, nothing is left, the reason is said',
    (mode, wrap) => {
      const results = editInChild(mode, wrap);
      const refused = results.filter((result) => result.outcome !== 'done');
      expect(refused.length).toBeGreaterThan(1);
      expect(results.length).toBeGreaterThan(refused.length);
      for (const result of results) {
        expect(result.names).toEqual(
          mode === 'fsize' ? ['ari.conf', 'pjsip.conf'] : ['pjsip.conf'],
        );
        if (result.outcome === 'done') expect(result.isNew).toBe(true);
        else expect(result).toMatchObject({ outcome: 'Misconfigured', isOld: true });
      }
      const sentence = mode === 'fsize' ? /may not grow that large/ : /disk of .* is full/;
      expect(refused.every(({ message }) => sentence.test(message))).toBe(true);
    },
  );

  test.each(mayMount ? ['mounted by itself'] : [])('a file %s is refused with advice', async () => {
    await writeFile(join(folder, 'pjsip.conf'), bytes);
    const [result] = editInChild('mounts', unshare);
    expect(result).toMatchObject({ outcome: 'Misconfigured', isOld: true });
    expect(result?.message).toMatch(/please mount its folder instead/);
    expect(result?.names.toSorted()).toEqual(['ari.conf', 'pjsip.conf']);
  });
});

describe('removing', () => {
  test('takes away what was expected only', async () => {
    await expect(removeFile(file, sha256('x'))).rejects.toThrow(Conflict);
    await expectUntouched();
    await removeFile(file, sha256(before));
    expect(await readdir(folder)).toEqual([]);
    await expect(removeFile(file, sha256(before))).rejects.toThrow(Conflict);
  });

  test('a symbolic link is not removed', async () => {
    symlinkSync('ari.conf', join(folder, 'link'));
    await expect(removeFile(join(folder, 'link'), sha256(before))).rejects.toThrow(Misconfigured);
  });

  test('left-over temporaries of ours are swept, nothing else', async () => {
    const ours = '.ari.conf.0123456789abcdef.tmp';
    for (const name of [ours, '.x.tmp', 'a.0123456789abcdef.tmp', '.hidden']) {
      await writeFile(join(folder, name), '');
    }
    expect(await sweepTemporaries(folder)).toEqual([ours]);
    expect((await readdir(folder)).toSorted()).toEqual([
      '.hidden',
      '.x.tmp',
      'a.0123456789abcdef.tmp',
      'ari.conf',
    ]);
    expect(await sweepTemporaries(join(folder, 'missing'))).toEqual([]);
  });
});
