import { globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  fullScreen,
  printReport,
  reportScreen,
} from '../../../src/features/doctor/on-telegram-report.ts';
import type { CheckResult, Finding, FixName } from '../../../src/lib/check.ts';
import { createLog } from '../../../src/lib/log.ts';
import { flatten } from '../../../src/telegram/html-text.ts';
import { createWords } from '../../../src/telegram/words.ts';

const src = path.join(import.meta.dirname, '../../../src');
const logged: string[] = [];
const words = createWords(
  globSync(path.join(src, '{change,checks,pbx,features/doctor}', '*.ftl')),
  createLog({ level: 'error', destination: { write: (line) => void logged.push(line) } }),
)('en');

const found = (id: string, ...findings: readonly Finding[]): CheckResult => ({
  ...{ id, group: 'phones', type: 'checked', findings },
});
const passedOver = (id: string): CheckResult => ({
  ...{ id, group: 'phones', type: 'passedOver', because: 'ari-login' },
});
const contact = (number: number): Finding => ({
  ...{ level: 'bad', code: 'check-conf-problem' },
  args: {
    ...{ of: 'fault-contact-invalid', place: `pjsip.conf:${number}` },
    ...{ id: String(number), contact: `<b>sip/${number}` },
  },
  remedies: [{ type: 'action', action: 'adoption.start', args: { number: String(number) } }],
});

describe('the report', () => {
  test('300 of the same are three and a count; buttons mend five', () => {
    const faulty = Array.from({ length: 300 }, (_, index) => contact(1000 + index));
    const screen = reportScreen(words, [found('pjsip-file', ...faulty), found('node')]);
    expect(flatten(screen.text)).toBe(
      [
        '🩺 Something must be done: 300, worth a look: 0',
        '',
        'Phones',
        ...[1000, 1001, 1002].map(
          (number) =>
            `❌ pjsip.conf:${number} [${number}]: contact “<b>sip/${number}” is no SIP address (sip:…), so Asterisk does not create the aor.`,
        ),
        '… and 297 more of the same',
        '',
        '✅ In order: 1',
      ].join('\n'),
    );
    expect(screen.buttons?.flat().map((button) => button.label)).toEqual([
      ...[1000, 1001, 1002, 1003, 1004].map((number) => `📥 Mend ${number}`),
      ...['🔄 Look again', '📋 Everything'],
    ]);
  });

  test('what must be done is mended before what is worth a look, the best way first', () => {
    const fix = (level: Finding['level'], ...names: readonly FixName[]): Finding => ({
      ...{ level, code: 'check-ari-401', args: { user: 'backend' } },
      remedies: names.map((name) => ({ type: 'change', fix: name })),
    });
    const results = [
      found('ari-recommended', fix('warning', 'ariRecommended')),
      found('ari-pair', fix('bad', 'ariFile', 'envPair')),
      found('http-file', fix('bad', 'httpFile')),
    ];
    const labels = reportScreen(words, results)
      .buttons?.flat()
      .map((button) => button.label);
    expect(labels?.slice(0, 4)).toEqual([
      ...['🔧 Mend ari.conf', '🔧 Mend http.conf'],
      ...['🔧 Password into .env', '🔧 Add the lines'],
    ]);
  });

  test('what was passed over is one line for its one cause', () => {
    const results = ['phone-loaded', 'phone-connected', 'asterisk-version'].map(passedOver);
    expect(flatten(reportScreen(words, results).text)).toContain(
      '⏭ Not checked: 3. First this must be in order: The bot can sign in to ARI and write',
    );
    expect(flatten(fullScreen(words, results).text)).toContain(
      '⏭ Phones connected: not checked. First this must be in order: The bot can sign in',
    );
  });

  test('a check that stopped is named, and why', () => {
    const stopped: Finding = {
      ...{ level: 'unknown', code: 'check-stopped', remedies: [] },
      args: { because: 'Asterisk is starting and does not take requests yet.' },
    };
    const text = flatten(printReport(words, [found('phone-loaded', stopped)]));
    expect(text).toContain('❔ Asterisk has every extension of the files: could not be checked.');
  });

  test('however much is wrong, it fits one message', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      found(`pjsip-file`, { ...contact(index), code: 'check-setting-' + String(index) }),
    );
    const { text } = reportScreen(words, many);
    expect(flatten(text).length).toBeLessThan(4096);
    expect(text).toContain('more lines');
  });

  test('no word was missing but those made up here', () => {
    expect(logged.filter((line) => !line.includes('check-setting-'))).toEqual([]);
  });
});
