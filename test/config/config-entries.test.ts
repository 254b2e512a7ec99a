import { parse as parseEnv } from 'dotenv';
import fc from 'fast-check';
import { parse as parseIni } from 'ini';
import { expect, test } from 'vitest';
import { readEnvEntries, readIniEntries } from '../../src/config-entries.ts';
import { closestName } from '../../src/config-remark.ts';

const line = (pieces: readonly string[]) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 7 }).map((parts) => parts.join(''));

test('a .env without faults reads exactly as dotenv reads the whole file', () => {
  const envLine = line(['A', 'KEY', '=', ' ', '"', "'", '`', '#', 'export ', ':', '\\n', 'x', '“']);
  fc.assert(
    fc.property(fc.array(envLine), fc.constantFrom('\n', '\r\n'), (lines, end) => {
      const text = lines.join(end);
      const { entries, faults } = readEnvEntries(text, '.env');
      fc.pre(faults.length === 0);
      const values = Object.fromEntries(entries.map(({ key, value }) => [key, value]));
      expect(values).toEqual(parseEnv(text));
    }),
    { numRuns: 2000 },
  );
});

test('an ini file without faults reads exactly as the ini package reads the whole file', () => {
  const iniLine = line(['a', 'key', '=', ' ', '"', "'", '#', ';', '\\', '1', 'true', ',']);
  const section = fc.constantFrom('[one]', '[two]', '[three]');
  fc.assert(
    fc.property(fc.array(fc.oneof(iniLine, section)), (lines) => {
      const text = ['[zero]', ...lines].join('\n');
      const { entries, sections, faults } = readIniEntries(text, 'x.ini');
      fc.pre(faults.length === 0);
      const values = sections.map(({ name }) => [
        name,
        entries.filter((one) => one.section === name).map(({ key, value }) => [key, value]),
      ]);
      const whole: Record<string, Record<string, unknown>> = parseIni(text);
      const expected = Object.entries(whole).map(([name, settings]) => [
        name,
        Object.entries(settings).map(([key, value]) => [key, String(value)]),
      ]);
      expect(Object.fromEntries(values.map(([name, pairs]) => [name, sort(pairs)]))).toEqual(
        Object.fromEntries(expected.map(([name, pairs]) => [name, sort(pairs)])),
      );
    }),
    { numRuns: 2000 },
  );
});

test('a near name is suggested, a far one is not', () => {
  const known = ['HTTP_PORT', 'HTTP_HOST', 'LOG_LEVEL'];
  expect(closestName('http_prot', known)).toBe('HTTP_PORT');
  expect(closestName('LOGLEVEL', known)).toBe('LOG_LEVEL');
  expect(closestName('NODE_ENV', known)).toBeUndefined();
});

function sort(pairs: unknown): string[] {
  return (Array.isArray(pairs) ? pairs : []).map((pair) => JSON.stringify(pair)).sort();
}
