import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { commandsKey, type CommandScope } from '../bot-settings.ts';
import { findChat } from '../find-in-world.ts';
import { method, type Method } from '../method.ts';
import type { Room } from '../room.ts';
import { chatId } from './send-content.ts';

const audience = z.object({
  scope: z
    .object({ type: z.string(), chat_id: chatId.optional(), user_id: z.number().optional() })
    .optional(),
  language_code: z.string().optional(),
});

export const setMyCommands: Method = method(
  audience.extend({
    commands: z.array(z.object({ command: z.string(), description: z.string() })),
  }),
  (input, room) => {
    const { commands } = input;
    const key = keyOf(room, input);
    if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const { command, description } of commands) {
      if (!/^\/?[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
      const length = [...description.trim()].length;
      if (length < 1 || length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    const clean = commands.map(({ command, description }) => ({
      command: command.replace(/^\//, ''),
      description,
    }));
    if (clean.length === 0) room.settings.commands.delete(key);
    else room.settings.commands.set(key, clean);
    room.world.changed.emit();
    return true;
  },
);

export const getMyCommands: Method = method(
  audience,
  (input, room) => room.settings.commands.get(keyOf(room, input)) ?? [],
);

export const deleteMyCommands: Method = method(audience, (input, room) => {
  room.settings.commands.delete(keyOf(room, input));
  room.world.changed.emit();
  return true;
});

function keyOf(room: Room, input: z.output<typeof audience>): string {
  const scope: CommandScope = input.scope ?? { type: 'default' };
  if (!scopeTypes.has(scope.type)) {
    throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  }
  if (scope.chat_id !== undefined) findChat(room.world, scope.chat_id, 'read');
  const language = input.language_code ?? '';
  if (!/^([a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  return commandsKey(scope, language);
}

const scopeTypes = new Set([
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
]);
