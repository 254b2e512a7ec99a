import type { Words } from '../../telegram/door.ts';
import type { ComeBack } from './restart.ts';

/** How a restart ended, and what to do when Asterisk is not back. HTML. */
export function comeBackText(words: Words, end: ComeBack): string {
  return end.type === 'back'
    ? words('asterisk-back')
    : words(`asterisk-not-back-${end.what}`, { because: end.because });
}
