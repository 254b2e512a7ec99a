import {
  allRights,
  anonymousAdmin,
  anonymousAdminId,
  type ChatRecord,
  type PersonRecord,
  type Standing,
} from './chat.ts';
import type { JsonObject } from './json.ts';
import type { World } from './world.ts';

/** A `User`. */
function printPerson(person: PersonRecord): JsonObject {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.isDeactivated ? '' : person.firstName,
    last_name: person.lastName,
    username: person.username,
    language_code: person.languageCode,
  };
}

/** The `User` of getMe. */
export function printBot({ bot }: World): JsonObject {
  return {
    ...printBotAsSender({ bot }),
    can_join_groups: true,
    can_read_all_group_messages: bot.canReadAllGroupMessages,
    supports_guest_queries: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
  };
}

function printBotAsSender({ bot }: Pick<World, 'bot'>): JsonObject {
  return { id: bot.id, is_bot: true, first_name: bot.firstName, username: bot.username };
}

/** The `User` with this id: the bot, a person, or the anonymous admin. */
export function printUser(world: World, userId: number): JsonObject {
  if (userId === world.bot.id) return printBotAsSender(world);
  if (userId === anonymousAdminId) return anonymousAdmin;
  const person = world.people.get(userId);
  return person === undefined ? { id: userId, is_bot: false, first_name: '' } : printPerson(person);
}

/** A `Chat`. */
export function printChat(world: World, chat: ChatRecord): JsonObject {
  const person = world.people.get(chat.id);
  if (person !== undefined) {
    return {
      id: chat.id,
      type: 'private',
      first_name: person.firstName,
      last_name: person.lastName,
      username: person.username,
    };
  }
  return { id: chat.id, type: chat.type, title: chat.title, is_forum: chat.isForum || undefined };
}

/** A `ChatFullInfo`, without the pinned message. */
export function printFullChat(world: World, chat: ChatRecord): JsonObject {
  return {
    ...printChat(world, chat),
    accent_color_id: 2,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
  };
}

/** A `ChatMember` of the right kind. */
export function printMember(world: World, userId: number, standing: Standing): JsonObject {
  const base = { status: standing.status, user: printUser(world, userId) };
  switch (standing.status) {
    case 'creator':
      return { ...base, is_anonymous: false };
    case 'administrator':
      return {
        ...base,
        can_be_edited: false,
        is_anonymous: false,
        ...Object.fromEntries(allRights.map((right) => [right, standing.rights.has(right)])),
      };
    case 'kicked':
      return { ...base, until_date: 0 };
    case 'member':
    case 'left':
      return base;
  }
}
