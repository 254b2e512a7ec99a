import { posix } from 'node:path';
import type { TrackedFile } from './tracked-text.ts';

/**
 * Links of the Markdown files that lead nowhere: to a path that is not tracked, or to a heading that
 * is not there. Addresses outside the repository are not followed.
 */
export function checkLinks(files: readonly TrackedFile[]): readonly string[] {
  const paths = new Set(files.flatMap(({ path }) => [path, ...foldersOf(path)]));
  const headings = new Map(files.filter(isMarkdown).map((file) => [file.path, headingsOf(file)]));
  return files.filter(isMarkdown).flatMap((file) =>
    linksOf(file).flatMap(({ line, target }) => {
      const [path = '', anchor] = target.split('#');
      const wanted = path === '' ? file.path : resolveLink(file.path, path);
      if (!paths.has(wanted)) return [`${file.path}:${line}: ${target} leads nowhere.`];
      const known = headings.get(wanted);
      if (anchor === undefined || known === undefined || known.has(anchor)) return [];
      return [`${file.path}:${line}: ${target} names no heading of ${wanted}.`];
    }),
  );
}

function isMarkdown({ path }: TrackedFile): boolean {
  return path.endsWith('.md');
}

function resolveLink(from: string, path: string): string {
  const base = path.startsWith('/') ? '.' : posix.dirname(from);
  return posix.normalize(posix.join(base, decodeURIComponent(path))).replace(/(?<=.)\/$/, '');
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return ['.', ...parts.map((_part, index) => parts.slice(0, index + 1).join('/'))];
}

/** Lines outside of fenced code, with their numbers from 1. */
function proseLines({ text }: TrackedFile): readonly { line: number; prose: string }[] {
  let isCode = false;
  return text.split('\n').flatMap((prose, index) => {
    if (/^\s*(```|~~~)/.test(prose)) {
      isCode = !isCode;
      return [];
    }
    return isCode ? [] : [{ line: index + 1, prose }];
  });
}

function linksOf(file: TrackedFile): readonly { line: number; target: string }[] {
  return proseLines(file).flatMap(({ line, prose }) => {
    const text = prose.replaceAll(/`[^`]*`/g, '');
    const inline = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)];
    const defined = [...text.matchAll(/^\s*\[[^\]]+\]:\s*<?([^\s>]+)/g)];
    const html = [...text.matchAll(/\b(?:src|href)="([^"]+)"/g)];
    return [...inline, ...defined, ...html]
      .map(([, target = '']) => ({ line, target }))
      .filter(({ target }) => !/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target));
  });
}

/** The anchors that GitHub makes of headings: lower case, punctuation gone, a hyphen for each space. */
function headingsOf(file: TrackedFile): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const { prose } of proseLines(file)) {
    const [, heading] = /^#{1,6}\s+(.*?)\s*#*$/.exec(prose) ?? [];
    if (heading === undefined) continue;
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count += 1) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}
