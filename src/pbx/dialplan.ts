import type { DialplanContext, DialplanRule } from '../asterisk/dialplan-answer.ts';
import { matchesPattern } from './dialplan-pattern.ts';

/** Where the dialplan leads from one context. */
export type Dialplan = {
  readonly start: string;
  /** The context itself and what it includes; what is not there is missing. */
  readonly contexts: ReadonlyMap<string, DialplanContext>;
  /** False when more was included than was looked at. */
  readonly isWhole: boolean;
};

/**
 * What happens when a number is dialled. `phone`: it can reach the phone of that number. `elsewhere`: the
 * number itself is written in the dialplan and leads to something else. `nowhere`: no rule takes it.
 * `unknown`: what takes it cannot be seen from here.
 */
export type Route =
  | { readonly type: 'phone' | 'nowhere' | 'unknown' }
  | { readonly type: 'elsewhere'; readonly context: string; readonly step: string };

/** Follows Asterisk: the context's own rules, the exact number before patterns; then what it includes, in order. */
export function routeOf(dialplan: Dialplan, number: string): Route {
  let isCertain = dialplan.isWhole;
  for (const name of contextsInOrder(dialplan)) {
    const context = dialplan.contexts.get(name);
    const rules = (context?.rules ?? []).filter((rule) => isTakenBy(rule, number));
    const exact = rules.find(({ pattern }) => !pattern.startsWith('_'));
    if (exact && !exact.steps.some((step) => mayReach(step, number))) {
      return { type: 'elsewhere', context: name, step: exact.steps[0] ?? '' };
    }
    if (rules.length > 0) return { type: 'phone' };
    if (context?.hasSwitch) isCertain = false;
  }
  return { type: isCertain ? 'nowhere' : 'unknown' };
}

/** The numbers that the dialplan leads elsewhere: they are not free. */
export function numbersElsewhere(dialplan: Dialplan): readonly string[] {
  const written = [...dialplan.contexts.values()].flatMap(({ rules }) =>
    rules.map(({ pattern }) => pattern.replaceAll('-', '')),
  );
  return [...new Set(written)].filter(
    (number) => /^[0-9]{2,6}$/.test(number) && routeOf(dialplan, number).type === 'elsewhere',
  );
}

function contextsInOrder({ start, contexts }: Dialplan): readonly string[] {
  const met: string[] = [];
  const visit = (name: string): void => {
    if (met.includes(name)) return;
    met.push(name);
    contexts.get(name)?.includes.forEach(visit);
  };
  visit(start);
  return met;
}

function isTakenBy(rule: DialplanRule, number: string): boolean {
  return !rule.isForOneCaller && rule.steps.length > 0 && matchesPattern(rule.pattern, number);
}

/** Steps that ring a phone, or go on somewhere with the number. A variable may hold anything. */
function mayReach(step: string, number: string): boolean {
  const [, name = '', data = ''] = /^(\w+)\((.*)\)$/s.exec(step) ?? [];
  const isNamed = new RegExp(`(?<![0-9])${number}(?![0-9])`).test(data) || data.includes('${');
  switch (name.toLowerCase()) {
    case 'dial':
      return new RegExp(`(?:PJSIP|Local)/(?:${number}(?![0-9])|\\$\\{)|^\\$\\{`, 'i').test(data);
    case 'goto':
    case 'gotoif':
    case 'gotoiftime':
    case 'gosub':
    case 'gosubif':
    case 'macro':
    case 'macroif':
    case 'agi':
    case 'stasis':
      return isNamed;
    default:
      return false;
  }
}
