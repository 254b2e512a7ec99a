import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Asset = { readonly contentType: string; readonly read: () => Buffer };

/** The page's own files by address. They are read anew each time, so that an edit shows at once. */
export function findAsset(path: string): Asset | undefined {
  const name = path === '/' ? 'page.html' : /^\/page\/([a-z-]+\.(?:js|css))$/.exec(path)?.[1];
  if (name === undefined || !names.has(name)) return undefined;
  const contentType = contentTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain';
  return { contentType, read: () => readFileSync(join(import.meta.dirname, name)) };
}

const names = new Set([
  'page.html',
  'page.css',
  'chat.css',
  'page.js',
  'messages.js',
  'entities.js',
  'composer.js',
  'elements.js',
  'guide.js',
  'inbox-words.js',
  'inbox.css',
  'inbox.js',
  'links.js',
  'notices.js',
  'phone-words.js',
  'phones.css',
  'phones.js',
  'server.js',
  'times.js',
  'topics.css',
  'topics.js',
  'words.js',
]);

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};
