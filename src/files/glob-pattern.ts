/** True when glob(3) would look for files instead of taking the name as it is. */
export function hasMagic(pattern: string): boolean {
  return /[*?[{\\]/.test(pattern);
}

/** `{a,b}` worked out as GLOB_BRACE does, in order; braces that do not pair up stay. */
export function expandBraces(pattern: string): readonly string[] {
  const open = pattern.indexOf('{');
  const close = open === -1 ? -1 : closingBrace(pattern, open);
  if (close === -1 || pattern.slice(open, close + 1) === '{}') return [pattern];
  const [before, after] = [pattern.slice(0, open), pattern.slice(close + 1)];
  return alternatives(pattern.slice(open + 1, close)).flatMap((middle) =>
    expandBraces(before + middle + after),
  );
}

/** One path segment against one pattern segment: `*`, `?`, `[a-z]`, `[!a]`, `\x`; a leading dot only fits a dot. */
export function fitsSegment(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.') && !pattern.startsWith('\\.')) return false;
  return segmentExpression(pattern).test(name);
}

/** A whole path against a whole pattern without braces, segment by segment. */
export function fitsPath(pattern: string, path: string): boolean {
  const [patterns, names] = [segmentsOf(pattern), segmentsOf(path)];
  return (
    patterns.length === names.length &&
    patterns.every((segment, index) => fitsSegment(segment, names[index] ?? ''))
  );
}

/** Without the empty segments of `//`. */
export function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function closingBrace(pattern: string, open: number): number {
  let depth = 0;
  for (let at = open; at < pattern.length; at += 1) {
    if (pattern[at] === '{') depth += 1;
    if (pattern[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function alternatives(text: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '{') depth += 1;
    if (letter === '}') depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + letter);
  }
  return parts;
}

function segmentExpression(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern[at] ?? '';
    const set = letter === '[' ? /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at)) : null;
    if (set !== null) {
      source += `[${set[1] ? '^' : ''}${setMembers(set[2] ?? '')}]`;
      at += set[0].length - 1;
    } else if (letter === '\\' && at + 1 < pattern.length) {
      source += escapeLetter(pattern[at + 1] ?? '');
      at += 1;
    } else {
      source += letter === '*' ? '.*' : letter === '?' ? '.' : escapeLetter(letter);
    }
  }
  return new RegExp(`^${source}$`, 's');
}

/** `a-z0` as the inside of a set; a range that runs backwards holds nothing, as in glob(3). */
function setMembers(text: string): string {
  let members = '';
  for (let at = 0; at < text.length; at += 1) {
    const [first = '', dash, last] = text.slice(at, at + 3);
    if (dash !== '-' || last === undefined) {
      members += escapeLetter(first);
      continue;
    }
    if (first <= last) members += `${escapeLetter(first)}-${escapeLetter(last)}`;
    at += 2;
  }
  return members;
}

function escapeLetter(letter: string): string {
  return letter.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
