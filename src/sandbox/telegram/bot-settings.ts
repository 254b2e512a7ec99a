import type { Json } from './json.ts';

export type BotCommand = { readonly command: string; readonly description: string };

/** Command menus and texts of the bot, by scope and language. */
export type BotSettings = {
  /** By `scopeKey` and language, '' for every language. */
  readonly commands: Map<string, readonly BotCommand[]>;
  /** Name, description and the like, by kind and language. */
  readonly texts: Map<string, string>;
  /** By chat id, 0 for everybody. */
  readonly menuButtons: Map<number, Json>;
};

export function createBotSettings(): BotSettings {
  return { commands: new Map(), texts: new Map(), menuButtons: new Map() };
}

export type CommandScope = {
  readonly type: string;
  readonly chat_id?: number | string | undefined;
  readonly user_id?: number | undefined;
};

export function commandsKey(scope: CommandScope, languageCode: string): string {
  return `${scopeKey(scope)}/${languageCode}`;
}

function scopeKey({ type, chat_id: chatId, user_id: userId }: CommandScope): string {
  return [type, chatId, userId].filter((part) => part !== undefined).join(':');
}

/**
 * The menu a person sees in a chat: the narrowest scope that has commands, the person's language
 * before no language. Source: Bot API, "Determining list of commands".
 */
export function commandsSeenBy(
  settings: BotSettings,
  viewer: {
    readonly userId: number;
    readonly languageCode: string | undefined;
    readonly chatId: number;
    readonly isPrivate: boolean;
    readonly isAdmin: boolean;
  },
): readonly BotCommand[] {
  const chat = { chat_id: viewer.chatId };
  const scopes: readonly CommandScope[] = viewer.isPrivate
    ? [{ type: 'chat', ...chat }, { type: 'all_private_chats' }, { type: 'default' }]
    : [
        { type: 'chat_member', ...chat, user_id: viewer.userId },
        ...(viewer.isAdmin ? [{ type: 'chat_administrators', ...chat }] : []),
        { type: 'chat', ...chat },
        ...(viewer.isAdmin ? [{ type: 'all_chat_administrators' }] : []),
        { type: 'all_group_chats' },
        { type: 'default' },
      ];
  for (const scope of scopes) {
    for (const language of [viewer.languageCode ?? '', '']) {
      const commands = settings.commands.get(commandsKey(scope, language));
      if (commands !== undefined) return commands;
    }
  }
  return [];
}
