/** One side of a call that the bot places. Both hold digits only. */
export type Party =
  /** A staff phone, 2–6 digits: an endpoint of that name. */
  | { readonly type: 'extension'; readonly number: string }
  /** E.164 without its plus, 7–15 digits. */
  | { readonly type: 'outside'; readonly number: string };

/** The signs that people and programs put between digits; all else makes a text no number. */
const betweenDigits = /[\s().\-\u00A0\u2010-\u2015]/gu;

/**
 * A number as people in Uzbekistan write it: `90 942 92 71`, `8 90 942 92 71`, `+998 …`, `998…`,
 * `00998…`, `8 10 …`; of other countries with their code; 2–6 digits are a staff phone. Undefined for
 * everything else, and for seven digits: no one knows the town. Source of the shapes: the national
 * numbering plan as ITU E.164 has it: 998, then nine digits of which the first is not 0 or 1.
 */
export function readDialled(text: string): Party | undefined {
  if (text.length > 40) return undefined;
  const bare = text.trim().replaceAll(betweenDigits, '');
  if (!/^\+?[0-9]{2,18}$/.test(bare)) return undefined;
  if (/^[0-9]{2,6}$/.test(bare)) return { type: 'extension', number: bare };
  const number = toInternational(bare);
  return number === undefined ? undefined : { type: 'outside', number };
}

function toInternational(bare: string): string | undefined {
  const [, abroad] = /^(?:\+|00|810)([0-9]+)$/.exec(bare) ?? [];
  if (abroad !== undefined) return international(abroad);
  const [, national] = /^8?([2-9][0-9]{8})$/.exec(bare) ?? [];
  if (national !== undefined) return `998${national}`;
  return bare.length >= 10 ? international(bare) : undefined;
}

/** E.164 has at most 15 digits and no code that begins with 0. */
function international(digits: string): string | undefined {
  if (digits.startsWith('998')) return /^998[2-9][0-9]{8}$/.test(digits) ? digits : undefined;
  return /^[1-9][0-9]{6,14}$/.test(digits) ? digits : undefined;
}

/** Whether the policy lets the bot call there. `prefixes` begin E.164 numbers: `998`, `77`. */
export function isAllowed(number: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => number.startsWith(prefix));
}

/**
 * What may be dialled for a party in the context of a phone, best first: a dialplan wants outside
 * numbers in one of these ways.
 */
export function waysToDial({ type, number }: Party): readonly string[] {
  if (type === 'extension') return [number];
  const national = number.startsWith('998') ? number.slice(3) : undefined;
  return [
    number,
    ...(national === undefined ? [] : [national]),
    `00${number}`,
    ...(national === undefined ? [`810${number}`] : [`8${national}`]),
  ];
}

/**
 * Asterisk's endpoint to ring. Nothing but `PJSIP/1001` and `PJSIP/998901234567@trunk` can come out:
 * ARI would take addresses, other channels and whole URIs as well. Undefined without a trunk.
 */
export function dialStringOf(
  { type, number }: Party,
  trunk: string | undefined,
): string | undefined {
  if (type === 'extension') return /^[0-9]{2,6}$/.test(number) ? `PJSIP/${number}` : undefined;
  const isSound = /^[0-9]{7,15}$/.test(number) && /^[A-Za-z0-9_-]{1,64}$/.test(trunk ?? '');
  return isSound ? `PJSIP/${number}@${trunk ?? ''}` : undefined;
}
