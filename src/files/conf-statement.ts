/** What a line of an Asterisk configuration says, comments and blanks around it taken away. */
export type ConfStatement =
  | {
      readonly type: 'section';
      /** Cut at 79 bytes, as Asterisk cuts it. */
      readonly name: string;
      /** As written: additions `(+)` are looked up by it and so fail when it is longer. */
      readonly fullName: string;
      /** What stands in the parentheses, comma by comma, blanks kept: `!`, `+`, `+type=x`, a parent. */
      readonly options: readonly string[];
    }
  | {
      readonly type: 'setting';
      readonly key: string;
      /** Blanks around it taken away. */
      readonly value: string;
      /** All after the operator: `+=` glues it on with its leading blanks. */
      readonly rawValue: string;
      readonly operator: ConfOperator;
    }
  | { readonly type: 'directive'; readonly name: string; readonly argument: string | undefined }
  | { readonly type: 'broken'; readonly code: BrokenCode; readonly isFatal: boolean };

export type ConfOperator = '=' | '=>' | '+=';

export type BrokenCode =
  | 'line-too-long'
  | 'comment-markers'
  | 'no-closing-bracket'
  | 'no-closing-parenthesis'
  | 'bad-escape'
  | 'no-equals-sign'
  | 'no-key';

/** `char name[80]` of struct ast_category, less its NUL (main/config.c). */
const longestName = 79;

/** Takes bytes up to 32 off both ends, as `ast_strip` does; no-break spaces stay. */
export function stripBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 32) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** Reads one stripped line the way `process_text_line` of main/config.c does; undefined when nothing is left. */
export function readConfStatement(code: string): ConfStatement | undefined {
  if (code === '') return undefined;
  if (code.startsWith('[')) return readSection(code);
  if (code.startsWith('#')) return readDirective(code);
  return readSetting(code);
}

function readSection(code: string): ConfStatement {
  const close = code.indexOf(']');
  if (close === -1) return { type: 'broken', code: 'no-closing-bracket', isFatal: true };
  const fullName = code.slice(1, close);
  const name = fullName.slice(0, longestName);
  // Only a parenthesis directly behind the bracket counts; anything else there is not read at all.
  if (code[close + 1] !== '(') return { type: 'section', name, fullName, options: [] };
  const end = code.indexOf(')', close + 2);
  if (end === -1) return { type: 'broken', code: 'no-closing-parenthesis', isFatal: true };
  return { type: 'section', name, fullName, options: code.slice(close + 2, end).split(',') };
}

function readDirective(code: string): ConfStatement {
  let end = 1;
  // C compares signed chars: bytes from 0x80 on are below 33 on x86 and end the word as well.
  while (end < code.length && code.charCodeAt(end) > 32 && code.charCodeAt(end) < 128) end += 1;
  const argument = stripBlanks(code.slice(end + 1));
  return {
    type: 'directive',
    name: code.slice(1, end).toLowerCase(),
    argument: argument === '' ? undefined : unquote(argument),
  };
}

function unquote(argument: string): string {
  const closing = argument.startsWith('"') ? '"' : argument.startsWith('<') ? '>' : undefined;
  if (closing === undefined || !argument.endsWith(closing)) return argument;
  return argument.slice(1, Math.max(1, argument.length - 1));
}

function readSetting(code: string): ConfStatement {
  const isEscaped = code.startsWith('\\');
  const text = isEscaped ? code.slice(1) : code;
  const first = text.charCodeAt(0);
  if (isEscaped && !(first > 32 && first < 128)) {
    return { type: 'broken', code: 'bad-escape', isFatal: true };
  }
  const earliest = isEscaped ? 1 : 0;
  const equals = text.indexOf('=', earliest);
  if (equals === -1) return { type: 'broken', code: 'no-equals-sign', isFatal: false };
  const operator = operatorAt(text, equals, earliest);
  const key = stripBlanks(text.slice(0, operator === '+=' ? equals - 1 : equals));
  if (key === '') return { type: 'broken', code: 'no-key', isFatal: false };
  const rawValue = text.slice(operator === '=>' ? equals + 2 : equals + 1);
  return { type: 'setting', key, value: stripBlanks(rawValue), rawValue, operator };
}

function operatorAt(text: string, equals: number, earliest: number): ConfOperator {
  if (equals > earliest && text[equals - 1] === '+') return '+=';
  return text[equals + 1] === '>' ? '=>' : '=';
}
