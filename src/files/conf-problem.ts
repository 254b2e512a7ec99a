import { problemMessages } from './problem-messages.ts';

export type ProblemCode = keyof typeof problemMessages;

/** The values a sentence needs: text is printable ASCII and short, numbers are lines. No secret. */
export type ProblemArgs<Code extends ProblemCode = never> = [Code] extends [never]
  ? Readonly<Record<string, string | number>>
  : Readonly<Record<NamesIn<(typeof problemMessages)[Code]>, string | number>>;

export type ConfProblem = {
  /** Absolute. */
  readonly file: string;
  /** 1-based; 0 when it is about the file as a whole. */
  readonly line: number;
  /** `fatal`: Asterisk reads the file wrongly or not at all; `object`: one object is lost; `warning`: it works. */
  readonly severity: 'fatal' | 'object' | 'warning';
  readonly code: ProblemCode;
  readonly args: ProblemArgs;
  /** English, one line, no secret: code and args as a sentence, for logs. */
  readonly message: string;
};

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** A problem of a place; the message is made from code and args. */
export function problemAt<Code extends ProblemCode>(
  { file, line }: Pick<ConfProblem, 'file' | 'line'>,
  severity: ConfProblem['severity'],
  code: Code,
  args: ProblemArgs<Code>,
): ConfProblem {
  const given: ProblemArgs = args;
  const values = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : printable(value),
    ]),
  );
  const message = problemMessages[code].replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    String(values[name] ?? ''),
  );
  return { file, line, severity, code, args: values, message };
}

/** File text made fit for one line of a message. */
function printable(text: string): string {
  return text.replace(/[^ -~]/g, '?').slice(0, 200);
}
