/** One dialled number or pattern of a context. */
export type DialplanRule = {
  /** As Asterisk shows it: `1001`, `_1XXX`, `16-61`. */
  readonly pattern: string;
  /** It counts only when a certain number calls. */
  readonly isForOneCaller: boolean;
  /** What happens, in order: `Dial(PJSIP/${EXTEN},20)`. Empty where there is only a hint. */
  readonly steps: readonly string[];
};

export type DialplanContext = {
  readonly rules: readonly DialplanRule[];
  /** Names of other contexts in which Asterisk looks afterwards, some of them only at certain hours. */
  readonly includes: readonly string[];
  /** It also looks somewhere that the console does not show, such as a database. */
  readonly hasSwitch: boolean;
};

const ruleRow = /^ {2}'(?<pattern>.+?)' (?<caller>\(CID match '.*?'\) )?=> +(?<rest>.*)$/;
const stepRow = /^(?:\[[^\]]*\] +)?\d+\. (?<step>.*?)(?: +\[[^[\]]*\])?$/;

/** Reads `dialplan show <context>`. Undefined when there is no such context. */
export function parseDialplanContext(text: string): DialplanContext | undefined {
  if (/^There is no existence of /m.test(text)) return undefined;
  const rules: { pattern: string; isForOneCaller: boolean; steps: string[] }[] = [];
  for (const line of text.split('\n')) {
    const { pattern, caller, rest = line } = ruleRow.exec(line)?.groups ?? {};
    if (pattern !== undefined)
      rules.push({ pattern, isForOneCaller: caller !== undefined, steps: [] });
    else if (!line.startsWith('     ')) continue;
    const step = stepRow.exec(rest.trim())?.groups?.['step'];
    if (step !== undefined) rules.at(-1)?.steps.push(step);
  }
  return {
    rules,
    includes: [...text.matchAll(/^ {2}Include => +'([^',]+)/gm)].map(([, name = '']) => name),
    hasSwitch: /^ {2}(?:Alt\. )?Switch => /m.test(text),
  };
}
