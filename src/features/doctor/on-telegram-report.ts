import { becauseText } from '../../change/reasons.ts';
import {
  checkGroups,
  isInOrder,
  type CheckResult,
  type Finding,
  type FindingLevel,
  type Remedy,
} from '../../lib/check.ts';
import type { Screen, ScreenButton, WordArgument, Words } from '../../telegram/door.ts';

const marks: Readonly<Record<FindingLevel, string>> = {
  good: '✅',
  warning: '⚠️',
  bad: '❌',
  unknown: '❔',
};

/** Of one kind in one check: 300 hand-written phones have 300 times the same. */
const mostAlike = 3;

/** Telegram shows about so much without a long way to scroll; a message may have 4,096 characters. */
const mostLines = 24;

/** Buttons that mend, in one message. */
const mostFixes = 5;

/** The findings that somebody should know of, by group; what is in order is one line at the end. HTML. */
export function reportScreen(words: Words, results: readonly CheckResult[]): Screen {
  const lines = groupsOf(words, results, (result) => troubleLines(words, result));
  return {
    text: [headline(words, results), ...clip(words, lines), ...foldedLines(words, results)].join(
      '\n',
    ),
    buttons: [...fixButtons(words, results), lastRow(words, 'all')],
  };
}

/** Every check with its answer. HTML. */
export function fullScreen(words: Words, results: readonly CheckResult[]): Screen {
  const lines = groupsOf(words, results, (result) => allLines(words, result));
  return {
    text: [headline(words, results), ...lines].join('\n'),
    buttons: [...fixButtons(words, results), lastRow(words, 'short')],
  };
}

/** The whole report for a console: as HTML lines, every check named. */
export function printReport(words: Words, results: readonly CheckResult[]): string {
  return [
    ...groupsOf(words, results, (result) => allLines(words, result)),
    '',
    headline(words, results),
  ].join('\n');
}

function headline(words: Words, results: readonly CheckResult[]): string {
  const findings = results.flatMap((result) => (result.type === 'checked' ? result.findings : []));
  const bad = findings.filter(({ level }) => level === 'bad').length;
  const warnings = findings.filter(({ level }) => level === 'warning').length;
  if (bad > 0) return words('doctor-bad', { bad, warnings });
  return warnings > 0 ? words('doctor-warnings', { warnings }) : words('doctor-well');
}

function groupsOf(
  words: Words,
  results: readonly CheckResult[],
  linesOf: (result: CheckResult) => readonly string[],
): readonly string[] {
  return checkGroups.flatMap((group) => {
    const lines = results.filter((result) => result.group === group).flatMap(linesOf);
    return lines.length === 0 ? [] : ['', `<b>${words(`doctor-group-${group}`)}</b>`, ...lines];
  });
}

function troubleLines(words: Words, result: CheckResult): readonly string[] {
  if (result.type === 'passedOver') return [];
  const troubles = result.findings.filter(({ level }) => level !== 'good');
  const byCode = Map.groupBy(troubles, ({ code, args }) => `${code} ${args['of'] ?? ''}`);
  return [...byCode.values()].flatMap((alike) => {
    const rest = alike.length - mostAlike;
    const shown = rest > 1 ? alike.slice(0, mostAlike) : alike;
    const more = rest > 1 ? [words('doctor-more-alike', { count: rest })] : [];
    return [...shown.map((finding) => findingLine(words, result.id, finding)), ...more];
  });
}

function allLines(words: Words, result: CheckResult): readonly string[] {
  if (result.type === 'passedOver') {
    const [what, because] = [result.id, result.because].map((id) => nameOf(words, id));
    return [words('doctor-passed-over', { what: html(what), because: html(because) })];
  }
  if (result.findings.length === 0) return [`${marks.good} ${nameOf(words, result.id)}`];
  const good = result.findings.filter(({ level }) => level === 'good');
  return [
    ...troubleLines(words, result),
    ...good.map((finding) => findingLine(words, result.id, finding)),
  ];
}

function findingLine(words: Words, id: string, { level, code, args }: Finding): string {
  const { of } = args;
  const what = typeof of === 'string' ? { what: html(words(of, args)) } : {};
  const told = { ...args, ...reasonsIn(words, args), ...what, check: html(nameOf(words, id)) };
  return `${marks[level]} ${words(code, told)}`;
}

/** Sentences of our own rooms, which know no languages. */
function reasonsIn(words: Words, args: Finding['args']): Readonly<Record<string, WordArgument>> {
  return Object.fromEntries(
    ['because', 'what'].flatMap((name) => {
      const said = args[name];
      return typeof said === 'string' ? [[name, html(becauseText(words, said))]] : [];
    }),
  );
}

function nameOf(words: Words, id: string): string {
  return words(`check-${id}`);
}

function html(text = ''): { readonly html: string } {
  return { html: text };
}

/** What was left out, in one line for each cause. */
function foldedLines(words: Words, results: readonly CheckResult[]): readonly string[] {
  const good = results.filter(isInOrder).length;
  const passedOver = Map.groupBy(
    results.filter((result) => result.type === 'passedOver'),
    ({ because }) => because,
  );
  return [
    '',
    ...(good > 0 ? [words('doctor-in-order', { count: good })] : []),
    ...[...passedOver].map(([because, { length }]) =>
      words('doctor-not-checked', { count: length, because: html(nameOf(words, because)) }),
    ),
  ];
}

function clip(words: Words, lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines;
  return [
    ...lines.slice(0, mostLines),
    words('doctor-more-lines', { count: lines.length - mostLines }),
  ];
}

function fixButtons(
  words: Words,
  results: readonly CheckResult[],
): readonly (readonly ScreenButton[])[] {
  const findings = results.flatMap((result) => (result.type === 'checked' ? result.findings : []));
  // What must be done comes before what is worth a look, and the best way before the others.
  const remedies = findings
    .flatMap(({ level, remedies: ways }) =>
      ways.map((remedy, index) => ({ remedy, rank: index + (level === 'bad' ? 0 : 10) })),
    )
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ remedy }) => remedy);
  const unique = new Map(remedies.map((remedy) => [JSON.stringify(remedy), remedy]));
  return [...unique.values()].slice(0, mostFixes).map((remedy) => [fixButton(words, remedy)]);
}

function fixButton(words: Words, remedy: Remedy): ScreenButton {
  if (remedy.type === 'action') {
    const { action, args } = remedy;
    const { number = '' } = args;
    const label = words(`doctor-go-${action.replace('.', '-')}`, { number: String(number) });
    return { label, action, args };
  }
  return {
    label: words(`doctor-fix-${remedy.fix}`),
    ...{ action: 'doctor.fix', args: { fix: remedy.fix }, style: 'success' },
  };
}

function lastRow(words: Words, other: 'all' | 'short'): readonly ScreenButton[] {
  return [
    { label: words('doctor-again'), action: 'doctor.again', args: {} },
    { label: words(`doctor-show-${other}`), action: 'doctor.again', args: { view: other } },
  ];
}
