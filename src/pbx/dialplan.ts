import type { DialplanContext, DialplanRule } from '../asterisk/dialplan-answer.ts';
import { matchesPattern } from './dialplan-pattern.ts';

/** Where the dialplan leads from one context. */
export type Dialplan = {
  /** The context itself and what it includes, in the order in which Asterisk looks; each once. */
  readonly contexts: readonly KnownContext[];
  /** False when there may be more rules than can be seen. */
  readonly isWhole: boolean;
};

type KnownContext = {
  readonly name: string;
  /** Rules for one number, by that number without dashes. */
  readonly exact: ReadonlyMap<string, DialplanRule>;
  readonly patterns: readonly DialplanRule[];
  readonly hasSwitch: boolean;
};

/** `contexts` by name; what is not there is missing. `isWhole`: nothing that is included was left out. */
export function dialplanOf(
  start: string,
  contexts: ReadonlyMap<string, DialplanContext>,
  isWhole: boolean,
): Dialplan {
  const found: KnownContext[] = [];
  const met = new Set<string>();
  const visit = (name: string): void => {
    if (met.has(name)) return;
    met.add(name);
    const context = contexts.get(name);
    if (!context) return;
    found.push(known(name, context));
    context.includes.forEach(visit);
  };
  visit(start);
  return { contexts: found, isWhole };
}

/** A hint alone is called by nobody, and what holds for one caller is no rule. */
function known(name: string, { rules, hasSwitch }: DialplanContext): KnownContext {
  const general = rules.filter((rule) => !rule.isForOneCaller && rule.steps.length > 0);
  const [patterns, exact] = [true, false].map((wanted) =>
    general.filter(({ pattern }) => pattern.startsWith('_') === wanted),
  );
  const byNumber = exact?.map((rule) => [rule.pattern.replaceAll('-', ''), rule] as const);
  return { name, exact: new Map(byNumber), patterns: patterns ?? [], hasSwitch };
}

/**
 * What happens when a number is dialled. `phone`: it can reach the phone of that number. `elsewhere`: the
 * number itself is written in the dialplan and leads to something else. `nowhere`: no rule takes it.
 * `unknown`: what takes it cannot be seen from here.
 */
export type Route =
  | { readonly type: 'phone' | 'nowhere' | 'unknown' }
  | { readonly type: 'elsewhere'; readonly context: string; readonly step: string };

/** Follows Asterisk: the context's own rules, the exact number before patterns; then what it includes, in order. */
export function routeOf({ contexts, isWhole }: Dialplan, number: string): Route {
  let isCertain = isWhole;
  for (const { name, exact, patterns, hasSwitch } of contexts) {
    const rule = exact.get(number);
    if (rule && !rule.steps.some((step) => mayReach(step, number))) {
      return { type: 'elsewhere', context: name, step: rule.steps[0] ?? '' };
    }
    if (rule || patterns.some(({ pattern }) => matchesPattern(pattern, number))) {
      return { type: 'phone' };
    }
    if (hasSwitch) isCertain = false;
  }
  return { type: isCertain ? 'nowhere' : 'unknown' };
}

/** The numbers that the dialplan leads elsewhere: they are not free. */
export function numbersElsewhere(dialplan: Dialplan): readonly string[] {
  const written = new Set(dialplan.contexts.flatMap(({ exact }) => [...exact.keys()]));
  return [...written].filter(
    (number) => /^[0-9]{2,6}$/.test(number) && routeOf(dialplan, number).type === 'elsewhere',
  );
}

/** Steps that ring a phone, or go on somewhere with the number. A variable may hold anything. */
function mayReach(step: string, number: string): boolean {
  const [, name = '', data = ''] = /^(\w+)\((.*)\)$/s.exec(step) ?? [];
  switch (name.toLowerCase()) {
    case 'dial':
      return (
        data.startsWith('${') ||
        [...data.matchAll(/(?:PJSIP|Local)\/(\$\{|[0-9]+)/gi)].some(
          ([, target]) => target === '${' || target === number,
        )
      );
    case 'goto':
    case 'gotoif':
    case 'gotoiftime':
    case 'gosub':
    case 'gosubif':
    case 'macro':
    case 'macroif':
    case 'agi':
    case 'stasis':
      return data.includes('${') || data.split(/[^0-9]+/).includes(number);
    default:
      return false;
  }
}
