import type { BrokenCode } from './conf-statement.ts';

export type ConfProblem = {
  /** Absolute. */
  readonly file: string;
  /** 1-based; 0 when it is about the file as a whole. */
  readonly line: number;
  /** `fatal`: Asterisk reads the file wrongly or not at all; `object`: one object is lost; `warning`: it works. */
  readonly severity: 'fatal' | 'object' | 'warning';
  readonly code: string;
  /** English, one line, no secret. */
  readonly message: string;
};

/** What a line that cannot be read means. */
export const brokenMessages: Readonly<Record<BrokenCode, string>> = {
  'line-too-long': 'The line is longer than 8190 bytes; Asterisk skips it.',
  'comment-markers': 'The marks of block comments ";--" and "--;" do not pair up.',
  'no-closing-bracket': 'The "]" of the section name is missing.',
  'no-closing-parenthesis': 'The ")" behind the section name is missing.',
  'bad-escape': 'A backslash at the start of a line must stand before a letter.',
  'no-equals-sign': 'There is no "=" in the line; Asterisk skips it.',
  'no-key': 'There is nothing before the "="; Asterisk skips the line.',
};
