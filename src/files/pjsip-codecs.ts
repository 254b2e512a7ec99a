/** The formats of Asterisk 22 (main/codec_builtin.c and its bundled codec modules) as `allow` names them. */
const codecs: ReadonlySet<string> = new Set(
  `all none ulaw alaw g722 g723 g726 g726aal2 g729 gsm ilbc lpc10 adpcm opus speex speex16 speex32
   siren7 siren14 g719 slin slin12 slin16 slin24 slin32 slin44 slin48 slin96 slin192 silk silk8
   silk12 silk16 silk24 codec2 testlaw amr amrwb evs jpeg png h261 h263 h263p h264 h265 mpeg4 vp8 vp9
   red t140 t140red t38`
    .trim()
    .split(/\s+/),
);

/** The first item of `allow` or `disallow` lists (`ulaw`, `!all`, `alaw:20`) that Asterisk would stumble over. */
export function findUnknownCodec(items: readonly string[]): string | undefined {
  return items.find((item) => {
    if (codecs.has(item)) return false;
    const name = item.trim().replace(/^!\s*/, '').replace(/:\d*$/, '').toLowerCase();
    return !codecs.has(name);
  });
}
