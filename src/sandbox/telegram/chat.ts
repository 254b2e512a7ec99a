import type { JsonObject } from './json.ts';
import type { StoredMessage } from './message.ts';

/** A person with a Telegram account. */
export type PersonRecord = {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string | undefined;
  readonly username: string | undefined;
  readonly languageCode: string | undefined;
  /** True once the person has written to the bot: before, the bot may not write first. */
  hasStarted: boolean;
  hasBlocked: boolean;
  isDeactivated: boolean;
};

export type ChatRecord = {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup';
  readonly title: string | undefined;
  readonly isForum: boolean;
  /** People by id. The bot's own standing is `bot`. */
  readonly members: Map<number, Standing>;
  bot: Standing;
  readonly topics: Map<number, Topic>;
  readonly messages: StoredMessage[];
  /** Newest last. */
  readonly pinnedIds: number[];
  migratedToId: number | undefined;
};

export type Status = 'creator' | 'administrator' | 'member' | 'left' | 'kicked';

export type Standing = {
  readonly status: Status;
  /** An administrator's rights; members have none. */
  readonly rights: ReadonlySet<Right>;
};

export const allRights = [
  'can_manage_chat',
  'can_delete_messages',
  'can_manage_video_chats',
  'can_restrict_members',
  'can_promote_members',
  'can_change_info',
  'can_invite_users',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_pin_messages',
  'can_manage_topics',
] as const;

export type Right = (typeof allRights)[number];

export type Topic = {
  readonly threadId: number;
  name: string;
  readonly iconColor: number;
  iconCustomEmojiId: string | undefined;
  isClosed: boolean;
  isDeleted: boolean;
};

export const member: Standing = { status: 'member', rights: new Set() };
export const left: Standing = { status: 'left', rights: new Set() };
export const kicked: Standing = { status: 'kicked', rights: new Set() };
export const administrator: Standing = { status: 'administrator', rights: new Set(allRights) };
export const creator: Standing = { status: 'creator', rights: new Set(allRights) };

export function isInside(standing: Standing): boolean {
  return standing.status !== 'left' && standing.status !== 'kicked';
}

export function isAdmin(standing: Standing): boolean {
  return standing.status === 'administrator' || standing.status === 'creator';
}

/** Telegram's stand-in for an administrator who speaks as the group. */
export const anonymousAdmin: JsonObject = {
  id: 1087968824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
};
export const anonymousAdminId = 1087968824;
