import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { findChat } from '../find-in-world.ts';
import { method, type Method } from '../method.ts';
import { printBot } from '../print-chat.ts';

export const getMe: Method = method(z.object({}), (_input, { world }) => printBot(world));

export const setMyName = setText('name', 64);
export const getMyName = getText('name');
export const setMyDescription = setText('description', 512);
export const getMyDescription = getText('description');
export const setMyShortDescription = setText('short_description', 120);
export const getMyShortDescription = getText('short_description');

function setText(kind: string, maxLength: number): Method {
  return method(
    z.object({ [kind]: z.string().optional(), language_code: z.string().optional() }),
    (input, { settings }) => {
      const text = input[kind] ?? '';
      if ([...text].length > maxLength)
        throw badRequest(`bot ${kind.replace('_', ' ')} is too long`);
      settings.texts.set(`${kind}/${input['language_code'] ?? ''}`, text);
      return true;
    },
  );
}

function getText(kind: string): Method {
  return method(
    z.object({ language_code: z.string().optional() }),
    (input, { settings, world }) => {
      const given =
        settings.texts.get(`${kind}/${input.language_code ?? ''}`) ??
        settings.texts.get(`${kind}/`);
      return { [kind]: given ?? (kind === 'name' ? world.bot.firstName : '') };
    },
  );
}

const menuButton = z.discriminatedUnion('type', [
  z.object({ type: z.literal('commands') }),
  z.object({ type: z.literal('default') }),
  z.object({
    type: z.literal('web_app'),
    text: z.string(),
    web_app: z.object({ url: z.string() }),
  }),
]);

export const setChatMenuButton: Method = method(
  z.object({ chat_id: z.number().optional(), menu_button: menuButton.optional() }),
  (input, { settings, world }) => {
    if (input.chat_id !== undefined) findChat(world, input.chat_id, 'read');
    settings.menuButtons.set(input.chat_id ?? 0, input.menu_button ?? { type: 'default' });
    return true;
  },
);

export const getChatMenuButton: Method = method(
  z.object({ chat_id: z.number().optional() }),
  (input, { settings }) =>
    settings.menuButtons.get(input.chat_id ?? 0) ??
    settings.menuButtons.get(0) ?? { type: 'default' },
);
