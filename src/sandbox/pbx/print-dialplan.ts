import { parseConf, sectionsNamed, type ConfSection } from '../../files/conf-document.ts';

type Rule = { readonly pattern: string; readonly steps: string[] };

/** What `dialplan show <context>` prints of the starter's extensions.conf. The real one: test/contract. */
export function printDialplan(extensionsConf: string, context: string): string {
  const sections = sectionsNamed(parseConf(extensionsConf), context);
  if (sections.length === 0) return `There is no existence of '${context}' context\n`;
  const rules = rulesOf(sections);
  const steps = rules.reduce((count, rule) => count + rule.steps.length, 0);
  return [
    `[ Context '${context}' created by 'pbx_config' ]`,
    ...rules.flatMap(printRule),
    '',
    `-= ${rules.length} extensions (${steps} priorities) in 1 context. =-`,
    '',
  ].join('\n');
}

/** `exten => pattern,1,step`, and `same => n,step` for the same pattern. */
function rulesOf(sections: readonly ConfSection[]): readonly Rule[] {
  const rules = new Map<string, Rule>();
  let last: Rule | undefined;
  for (const { key, value } of sections.flatMap(({ settings }) => settings)) {
    const [, pattern, step = ''] =
      (key === 'same' ? /^()[^,]+,(.*)$/ : /^([^,]+),[^,]+,(.*)$/).exec(value) ?? [];
    if (pattern === undefined || (key !== 'exten' && key !== 'same')) continue;
    if (key === 'exten') {
      last = rules.get(pattern) ?? { pattern, steps: [] };
      rules.set(pattern, last);
    }
    last?.steps.push(step);
  }
  return [...rules.values()];
}

function printRule({ pattern, steps }: Rule): readonly string[] {
  return steps.map((step, index) => {
    const head = index === 0 ? `  '${pattern}' =>`.padEnd(18) : ' '.repeat(18);
    return `${head} ${index + 1}. ${step}`.padEnd(65) + ' [extensions.conf]';
  });
}
