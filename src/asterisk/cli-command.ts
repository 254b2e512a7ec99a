import { InvalidInput } from '../lib/error.ts';
import type { ReloadableModule } from './reloadable-module.ts';

/** Lines that are always the same. `asterisk-config/sudoers` allows them; a test holds it to that. */
export const plainCommands = [
  'ari show users',
  'ari show websocket sessions',
  'ari shutdown websocket sessions',
  'core abort shutdown',
  'core restart now',
  'core restart when convenient',
  'core show channels count',
  'core show uptime seconds',
  'core show version',
  'core waitfullybooted',
  'database show registrar',
  'logger show channels',
  'pjsip show contacts',
] as const;

/**
 * Every line we ever say to `asterisk -rx`. Asterisk's console can run any program
 * (`dialplan add … System()`), so no text that a person wrote gets into one: only these constants,
 * and the parts that `lineOf` checks.
 */
export type CliCommand =
  | (typeof plainCommands)[number]
  | `module reload ${ReloadableModule}`
  | { readonly name: 'dialplan show'; readonly dialplanContext: string }
  | { readonly name: 'ari shutdown websocket session'; readonly sessionId: string };

/** The line of a command. Throws InvalidInput for a part that is more than one plain word. */
export function lineOf(command: CliCommand): string {
  if (typeof command === 'string') return command;
  switch (command.name) {
    case 'dialplan show':
      return `dialplan show ${word(command.dialplanContext, /^[A-Za-z0-9_-]{1,79}$/)}`;
    case 'ari shutdown websocket session':
      return `ari shutdown websocket session ${word(command.sessionId, /^[0-9a-f-]{36}$/)}`;
  }
}

function word(text: string, grammar: RegExp): string {
  if (grammar.test(text) && !text.startsWith('-')) return text;
  throw new InvalidInput('This cannot be part of an Asterisk command.', { details: { text } });
}
