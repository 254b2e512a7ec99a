import { readDialled } from '../../telephony/dialled-number.ts';

/** A telephone number that somebody wrote. */
export type WrittenNumber = {
  /** E.164 without its plus. */
  readonly number: string;
  /** It can hardly be anything else, nor anybody else's. */
  readonly isSure: boolean;
};

/** What a phone's keyboard puts between or into digits without showing it. */
const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFE0F\u20E3\uFEFF]/gu;
/** Addresses of chats that are numbers. */
const numberLinks =
  /(?:https?:\/\/)?(?:wa\.me|t\.me|viber:\/\/chat\?number=)\/?(?:\+|%2B)?(\d{9,15})/giu;
const links = /(?:https?:\/\/|www\.)\S+|\S*@\S+/giu;
const run = /(?:\+\s?)?\(?\d(?:[ \t\u00A0().\-\u2010-\u2015]{0,3}\d)*/gu;
/** Then it was money. */
const money = /^\s*(?:so[ʻʼ'’`‘]?m|sum|сум|сўм|руб|rub|uzs|usd|\$|€|%)/iu;

/** Long texts hold other things than a number to call. */
const longest = 4000;

/**
 * The telephone numbers in a message, in order, each once: as people in Uzbekistan write them, and those
 * of other countries with their plus. Prices, cards, dates and numbers of orders are none, as far as that
 * can be seen.
 */
export function numbersIn(text: string): readonly WrittenNumber[] {
  const plain = text
    .slice(0, longest)
    .normalize('NFKC')
    .replaceAll(invisible, '')
    .replaceAll(numberLinks, ' +$1 ')
    .replaceAll(links, ' ');
  const found = new Map<string, WrittenNumber>();
  for (const match of plain.matchAll(run)) {
    const [written] = match;
    const before = plain.slice(0, match.index);
    if (money.test(plain.slice(match.index + written.length))) continue;
    // Glued to a word, or after №, it counts something.
    const isOdd = /[\p{L}_№#]$|(?:№|#)\s*$/u.test(before);
    for (const one of numbersOfRun(written.trim())) {
      const isSure = (one.isSure && !isOdd) || found.get(one.number)?.isSure === true;
      found.set(one.number, { number: one.number, isSure });
    }
  }
  return [...found.values()];
}

/** Numbers may follow each other with nothing but spaces between them. */
function numbersOfRun(written: string): readonly WrittenNumber[] {
  const groups = written.split(/\D+/).filter((group) => group !== '');
  const hasPlus = written.startsWith('+');
  const numbers: WrittenNumber[] = [];
  let isWhole = true;
  for (let from = 0; from < groups.length;) {
    const fit = longestFit(groups.slice(from, from + mostGroups), hasPlus && from === 0);
    if (fit) numbers.push(fit);
    else isWhole = false;
    from += fit?.groups ?? 1;
  }
  return numbers.map(({ number, isSure }) => ({ number, isSure: isSure && isWhole }));
}

/** +998 90 1 2 3 4 5 6 7 */
const mostGroups = 9;

function longestFit(groups: readonly string[], hasPlus: boolean) {
  for (let count = groups.length; count > 0; count -= 1) {
    const some = groups.slice(0, count);
    const fit = hasPlus ? abroad(some.join('')) : atHome(some);
    if (fit) return { ...fit, groups: count };
  }
  return undefined;
}

/** The numbers of mobile phones: the others belong to houses and companies. Source: Uzbekistan's numbering plan, 2025. */
const mobile = /^998(?:20|33|50|55|77|87|88|9[01345789])/;
const national = /^(?:20|33|50|55|6[1-79]|7[013-9]|8[78]|9[01345789])/;

function abroad(digits: string): WrittenNumber | undefined {
  const party = readDialled(`+${digits}`);
  if (party?.type !== 'outside') return undefined;
  const { number } = party;
  // Russia's and Kazakhstan's have eleven digits.
  if (number.startsWith('7') && number.length !== 11) return undefined;
  if (number.length < 8) return undefined;
  return { number, isSure: !number.startsWith('998') || mobile.test(number) };
}

function atHome(groups: readonly string[]): WrittenNumber | undefined {
  const digits = groups.join('');
  if (/^998\d{9}$/.test(digits)) return abroad(digits);
  const [, far] = /^(?:00|810)(\d{10,15})$/.exec(digits) ?? [];
  if (far !== undefined) return abroad(far);
  const [, own] = /^8?(\d{9})$/.exec(digits) ?? [];
  if (own !== undefined && national.test(own)) {
    // So many noughts are a sum.
    if (/0{6}$/.test(own)) return undefined;
    const found = abroad(`998${own}`);
    // Thousands are written in threes.
    const isSum = groups.length === 3 && groups.every(({ length }) => length === 3);
    return found && { ...found, isSure: found.isSure && !isSum };
  }
  const [, neighbour] = /^[78]([679]\d{9})$/.exec(digits) ?? [];
  return neighbour === undefined ? undefined : { number: `7${neighbour}`, isSure: false };
}
