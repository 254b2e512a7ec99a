import type { ConfSetting } from '../../files/conf-document.ts';

/** Asterisk 22's codecs, in the order in which it shows `allow=all`. */
const allCodecs = (
  'amr amrwb codec2 g723 ulaw alaw gsm g726 g726aal2 adpcm slin slin12 slin16 slin24 slin32 slin44 ' +
  'slin48 slin96 slin192 lpc10 g729 speex speex16 speex32 ilbc g722 siren7 siren14 g719 opus jpeg ' +
  'png h261 h263 h263p h264 h265 mpeg4 vp8 vp9 red t140 t38 silk8 silk12 silk16 silk24'
).split(' ');

/** `allow` and `disallow` lines worked through in order, as `(ulaw|alaw)`; undefined for an unknown codec. */
export function codecsOf(settings: readonly ConfSetting[]): string | undefined {
  let codecs: readonly string[] = [];
  for (const { key, value } of settings) {
    const option = key.toLowerCase();
    if (option !== 'allow' && option !== 'disallow') continue;
    for (const item of value.replace(/^\((.*)\)$/, '$1').split(/[,|]/)) {
      const name = item.trim().toLowerCase();
      const isOff = name.startsWith('!') !== (option === 'disallow');
      const codec = name.replace(/^!/, '').replace(/:\d+$/, '');
      const named = codec === 'all' ? allCodecs : [codec];
      if (!named.every((each) => allCodecs.includes(each))) return undefined;
      const others = codecs.filter((each) => !named.includes(each));
      const added = named.filter((each) => !codecs.includes(each));
      codecs = isOff ? others : [...codecs, ...added];
    }
  }
  return codecs.length === 0 ? '(nothing)' : `(${codecs.join('|')})`;
}

/** `Ali <12>` as `"Ali" <12>`, `<12>` as `12`. */
export function shownCallerId(value: string): string {
  const parts = /^([^<]*)<([^>]*)>?\s*$/.exec(value);
  const name = unquote((parts ? (parts[1] ?? '') : value).trim());
  const number = shrink((parts?.[2] ?? '').trim());
  if (name !== '' && number !== '') return `"${name.replaceAll(/["\\]/g, '\\$&')}" <${number}>`;
  return shrink(name) || number || '<unknown>';
}

function unquote(name: string): string {
  const inner = /^"(.*)"$/s.exec(name)?.[1];
  return inner?.replaceAll(/\\(.)/gs, '$1') ?? name;
}

function shrink(number: string): string {
  const digits = number.replaceAll(/[ ().-]/g, '');
  return /^\+?[0-9*#]+$/.test(digits) ? digits : number;
}
