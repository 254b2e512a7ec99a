import { expect, test } from 'vitest';
import { buildHouse } from './made-up-house.ts';
import { checkWords, compareWords } from './words.ts';

const uz = `# Calls
missed = { $count ->
    [one] { $count } ta
   *[other] { $count } ta: { $who }
}
greeting = Salom
    .title = Kim: { $name }
-brand = Navbatchi
`;

test('the same keys and variables in another order have no faults', () => {
  const ru = `-brand = Навбатчи
missed = { $who }: { $count }
greeting =
    Привет
    .title = { $name }
`;
  expect(
    compareWords([
      ['uz', uz],
      ['ru', ru],
    ]),
  ).toEqual([]);
});

test.each([
  ['a missing message', uz.replace(/^-brand.*\n/m, ''), ['en.ftl: -brand is missing.']],
  [
    'a missing attribute',
    uz.replace(/^ +\.title.*\n/m, ''),
    ['en.ftl: greeting.title is missing.'],
  ],
  ['a missing variable', uz.replace('{ $who }', ''), ['en.ftl: missed does not use { $who }.']],
  [
    'a misspelt variable',
    uz.replaceAll('$name', '$nam'),
    [
      'uz.ftl: greeting.title does not use { $nam }.',
      'en.ftl: greeting.title does not use { $name }.',
    ],
  ],
  ['a repeated message', `${uz}greeting = Hi\n`, ['en.ftl:9 says greeting again.']],
  [
    'a line that is none',
    `${uz}Hello\n`,
    ['en.ftl:9 is neither a message, its continuation, nor a comment.'],
  ],
])('%s is told', (_what, en, faults) => {
  expect(
    compareWords([
      ['uz', uz],
      ['en', en],
    ]),
  ).toEqual(faults);
});

test('a folder that does not speak all three languages is told', async () => {
  const folder = await buildHouse({
    'src/change/uz.ftl': uz,
    'src/change/en.ftl': 'greeting = Hi',
  });
  expect(await checkWords(folder)).toEqual([
    'src/change/ru.ftl is missing.',
    'src/change/en.ftl: -brand is missing.',
    'src/change/en.ftl: greeting.title is missing.',
    'src/change/en.ftl: missed is missing.',
  ]);
});

test('a key in two folders is told', async () => {
  const folder = await buildHouse(
    Object.fromEntries(
      ['change', 'features/calls'].flatMap((words) =>
        ['uz', 'ru', 'en'].map((language) => [`src/${words}/${language}.ftl`, 'back = <']),
      ),
    ),
  );
  expect(await checkWords(folder)).toEqual(['src/features/calls: back stands in src/change too.']);
});
