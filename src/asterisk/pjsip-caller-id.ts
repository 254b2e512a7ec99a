/**
 * Whether two caller ids mean the same name and number to Asterisk: `Ali <12>` and `"Ali" <12>`,
 * `<1001>` and `1001`. Source: Asterisk 22, `ast_callerid_parse` and `ast_shrink_phone_number`.
 */
export function isSameCallerId(one: string, other: string): boolean {
  const [a, b] = [parse(one), parse(other)];
  return a.name === b.name && a.number === b.number;
}

type CallerId = { readonly name: string; readonly number: string };

function parse(text: string): CallerId {
  const { name, number } = /^(?<name>[^<]*)<(?<number>[^>]*)>?\s*$/.exec(text)?.groups ?? {};
  if (name !== undefined && number !== undefined) {
    return settled({ name: unquote(name.trim()), number: shrink(number.trim()) });
  }
  return settled({ name: unquote(text.trim()), number: '' });
}

/** Of one part alone, Asterisk shows no more than that part. */
function settled({ name, number }: CallerId): CallerId {
  if (name !== '' && number !== '') return { name, number };
  const only = shrink(name + number);
  return /^\+?[0-9*#]+$/.test(only)
    ? { name: '', number: only }
    : { name: name + number, number: '' };
}

function unquote(name: string): string {
  const inner = /^"(.*)"$/s.exec(name)?.[1];
  return inner?.replaceAll(/\\(.)/gs, '$1') ?? name;
}

/** People write `998 90-1`; what is dialled is `998901`. */
function shrink(number: string): string {
  const digits = number.replaceAll(/[ ().-]/g, '');
  return /^\+?[0-9*#]+$/.test(digits) ? digits : number;
}
