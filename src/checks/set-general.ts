import { sectionAt, withSetting } from './conf-lines.ts';

/** The `[general]` at a line with settings of these values; what it says of them already counts for nothing. */
export function setGeneral(
  text: string,
  line: number,
  wanted: Readonly<Record<string, string>>,
): string {
  return Object.entries(wanted).reduce(
    (edited, [key, value]) =>
      isSaid(edited, line, key, value)
        ? edited
        : withSetting(edited, { sectionLine: line, key, value }),
    text,
  );
}

function isSaid(text: string, line: number, key: string, value: string): boolean {
  return sectionAt(text, line)?.settings.findLast((one) => one.key === key)?.value === value;
}
