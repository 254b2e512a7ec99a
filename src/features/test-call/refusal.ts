import type { Words } from '../../telegram/door.ts';
import type { TestRefusal } from './test-call-deps.ts';

/** Why no test was begun, and what to do. */
export function refusalText(words: Words, { because, who }: TestRefusal): string {
  switch (because) {
    case 'unknownPhone':
    case 'phoneOffline':
    case 'phoneBusy':
    case 'same':
    case 'twoAMinute':
      return words(ownKeys[because], { who });
    case 'badNumber':
    case 'prefixNotAllowed':
    case 'noTrunk':
    case 'tooMany':
    case 'unreachable':
      return words(`place-call-refused-${because}`);
  }
}

/** Another try of the same two would be refused as well. */
export function isLasting({ because }: TestRefusal): boolean {
  return ['badNumber', 'unknownPhone', 'same', 'prefixNotAllowed', 'noTrunk'].includes(because);
}

const ownKeys = {
  unknownPhone: 'test-call-unknown-phone',
  phoneOffline: 'test-call-phone-offline',
  phoneBusy: 'test-call-phone-busy',
  same: 'test-call-same',
  twoAMinute: 'test-call-two-a-minute',
} as const;
