import { expect, test } from 'vitest';
import { checkLinks } from './links.ts';

const files = [
  {
    path: 'README.md',
    text: '# Navbatchi: the one on duty\n## Start\n## Start\n## `.env` and *you*',
  },
  { path: 'docs/images/phone.png', text: '' },
  { path: 'src/app.ts', text: '# not Markdown' },
];

const check = (text: string) => checkLinks([...files, { path: 'docs/guide.md', text }]);

test.each([
  '[a](../README.md)',
  '[a](../README.md#navbatchi-the-one-on-duty) and [b](../README.md#start-1)',
  '[a](../README.md#env-and-you "title")',
  '![phone](images/phone.png)',
  '[folder](../src/) [root](..) [main](/README.md) [file](../src/app.ts#L3)',
  '# Here\n[here](#here)',
  '[ref]: ../README.md',
  '<img src="images/phone.png">',
  'https://example.org [a](https://example.org/x#y) [mail](mailto:a@b.uz) [b](tg://resolve)',
  '`[a](gone.md)`\n\n```\n[a](gone.md)\n```',
])('%j leads somewhere', (text) => {
  expect(check(text)).toEqual([]);
});

test.each([
  ['[a](gone.md)', 'gone.md leads nowhere'],
  ['[a](README.md)', 'README.md leads nowhere'],
  ['![phone](<images/gone.png>)', 'images/gone.png leads nowhere'],
  ['[a](../README.md#stop)', '#stop names no heading of README.md'],
  ['[a](#nothing)', '#nothing names no heading of docs/guide.md'],
  ['[ref]: ../gone.md', 'gone.md leads nowhere'],
  ['<a href="gone.md">', 'gone.md leads nowhere'],
])('%j is told', (text, words) => {
  const faults = check(`\n${text}`);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain('docs/guide.md:2: ');
  expect(faults[0]).toContain(words);
});
