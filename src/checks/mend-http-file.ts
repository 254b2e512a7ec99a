import { parseConf, sectionsOf } from '../files/conf-document.ts';
import { insertLines } from './conf-lines.ts';
import { setGeneral } from './set-general.ts';

/**
 * http.conf (latin1) with the web server on at the address and port where the bot looks for ARI;
 * `isClosing` only takes it off the open network. What it says of TLS or a prefix stays.
 */
export function mendHttpFile(
  text: string,
  { url, isClosing }: { readonly url: string; readonly isClosing: boolean },
): string {
  const { port, protocol, hostname } = new URL(url);
  const isHere = /^(localhost|127\.|\[::1\]$)/.test(hostname);
  // Another machine looks for it: on which of its addresses is for a person to say.
  if (!isHere) return text;
  const based = hasGeneral(text) ? text : insertLines(text, 0, ['[general]', '']);
  const line = generalLine(based);
  const bindaddr = hostname === '[::1]' ? '::1' : '127.0.0.1';
  if (isClosing) return setGeneral(based, line, { bindaddr });
  const said = sectionsOf(parseConf(based)).find((section) => section.line === line);
  const hasAddress = said?.settings.some(({ key, value }) => key === 'bindaddr' && value !== '');
  return setGeneral(based, line, {
    enabled: 'yes',
    ...(hasAddress === true ? {} : { bindaddr }),
    ...(protocol === 'http:' && { bindport: port || '80' }),
  });
}

function hasGeneral(text: string): boolean {
  return generalLine(text) > 0;
}

function generalLine(text: string): number {
  return sectionsOf(parseConf(text)).find(({ name }) => name === 'general')?.line ?? 0;
}
