import {
  administrator,
  allRights,
  isInside,
  kicked,
  left,
  member,
  type ChatRecord,
  type Right,
  type Standing,
  type Topic,
} from './chat.ts';
import type { JsonObject } from './json.ts';
import { addTopic, removeTopic } from './methods/topic.ts';
import { chatOf, isHeard } from './people.ts';
import { printChat, printMember, printUser } from './print-chat.ts';
import { printMessage } from './print-message.ts';
import type { PushUpdate } from './push-update.ts';
import type { World } from './world.ts';

/** What people do to groups: members, the bot's rights, topics, the upgrade to a supergroup. */
export type Groups = {
  readonly join: (chatId: number, personId: number) => void;
  readonly leave: (chatId: number, personId: number) => void;
  readonly promote: (chatId: number, personId: number) => void;
  readonly setBot: (chatId: number, byId: number, status: BotStatus) => void;
  readonly createTopic: (chatId: number, personId: number, name: string) => Topic;
  /** The Bot API has no update for it. */
  readonly deleteTopic: (chatId: number, threadId: number) => void;
  readonly closeTopic: (chatId: number, personId: number, threadId: number) => void;
  readonly reopenTopic: (chatId: number, personId: number, threadId: number) => void;
  /** A basic group becomes a supergroup with another id. */
  readonly upgrade: (chatId: number, personId: number) => ChatRecord;
};

/** `without` names rights the bot, as an administrator, does not get. */
export type BotStatus =
  | { readonly type: 'administrator'; readonly without?: readonly Right[] }
  | { readonly type: 'member' | 'kicked' | 'left' };

export function createGroups({
  world,
  push,
}: {
  readonly world: World;
  readonly push: PushUpdate;
}): Groups {
  const notice = (
    chat: ChatRecord,
    given: { readonly fromId: number; readonly threadId?: number; readonly label: string },
    members: JsonObject,
  ): void => {
    const { fromId, threadId, label } = given;
    const content = { type: 'service', members, label } as const;
    const message = world.addMessage(chat, { fromId, threadId, content });
    if (isHeard(world, chat, message)) push('message', printMessage(world, chat, message));
  };
  const tellMember = (
    type: 'chat_member' | 'my_chat_member',
    chat: ChatRecord,
    change: {
      readonly userId: number;
      readonly byId: number;
      readonly before: Standing;
      readonly after: Standing;
    },
  ): void => {
    push(type, {
      chat: printChat(world, chat),
      from: printUser(world, change.byId),
      date: Math.floor(world.clock.now() / 1000),
      old_chat_member: printMember(world, change.userId, change.before),
      new_chat_member: printMember(world, change.userId, change.after),
    });
  };
  const setMember = (chatId: number, personId: number, after: Standing): ChatRecord => {
    const chat = chatOf(world, chatId);
    const before = chat.members.get(personId) ?? left;
    chat.members.set(personId, after);
    if (chat.bot.status === 'administrator') {
      tellMember('chat_member', chat, { userId: personId, byId: personId, before, after });
    }
    world.changed.emit();
    return chat;
  };
  const topicOf = (chatId: number, threadId: number): { chat: ChatRecord; topic: Topic } => {
    const chat = chatOf(world, chatId);
    const topic = chat.topics.get(threadId);
    if (topic === undefined) throw new Error(`no topic ${threadId} in ${chatId}`);
    return { chat, topic };
  };
  const setClosed = (
    place: { readonly chatId: number; readonly threadId: number },
    personId: number,
    isClosed: boolean,
  ): void => {
    const { chat, topic } = topicOf(place.chatId, place.threadId);
    topic.isClosed = isClosed;
    const kind = isClosed ? 'forum_topic_closed' : 'forum_topic_reopened';
    const given = { fromId: personId, threadId: place.threadId, label: `# ${topic.name}: ${kind}` };
    notice(chat, given, { [kind]: {} });
  };

  return {
    join: (chatId, personId) => {
      const chat = setMember(chatId, personId, member);
      notice(
        chat,
        { fromId: personId, label: '+' },
        { new_chat_members: [printUser(world, personId)] },
      );
    },
    leave: (chatId, personId) => {
      const chat = setMember(chatId, personId, left);
      notice(
        chat,
        { fromId: personId, label: '-' },
        { left_chat_member: printUser(world, personId) },
      );
    },
    promote: (chatId, personId) => {
      setMember(chatId, personId, administrator);
    },
    setBot: (chatId, byId, status) => {
      const chat = chatOf(world, chatId);
      const before = chat.bot;
      chat.bot = standingOf(status);
      tellMember('my_chat_member', chat, {
        userId: world.bot.id,
        byId,
        before,
        after: chat.bot,
      });
      if (!isInside(before) && isInside(chat.bot)) {
        const members = { new_chat_members: [printUser(world, world.bot.id)] };
        notice(chat, { fromId: byId, label: '+' }, members);
      }
      world.changed.emit();
    },
    createTopic: (chatId, personId, name) => {
      const chat = chatOf(world, chatId);
      const topic = addTopic(world, chat, { name, fromId: personId });
      const created = chat.messages.find(({ id }) => id === topic.threadId);
      if (created !== undefined && isHeard(world, chat, created)) {
        push('message', {
          ...printMessage(world, chat, created),
          message_thread_id: topic.threadId,
          is_topic_message: true,
        });
      }
      return topic;
    },
    deleteTopic: (chatId, threadId) => {
      const { chat, topic } = topicOf(chatId, threadId);
      removeTopic(world, chat, topic);
    },
    closeTopic: (chatId, personId, threadId) => {
      setClosed({ chatId, threadId }, personId, true);
    },
    reopenTopic: (chatId, personId, threadId) => {
      setClosed({ chatId, threadId }, personId, false);
    },
    upgrade: (chatId, personId) => {
      const old = chatOf(world, chatId);
      const { title = '' } = old;
      const upgraded = world.addGroup({ title, bot: old.bot });
      for (const [id, standing] of old.members) upgraded.members.set(id, standing);
      notice(
        old,
        { fromId: personId, label: `→ ${upgraded.id}` },
        { migrate_to_chat_id: upgraded.id },
      );
      old.migratedToId = upgraded.id;
      notice(
        upgraded,
        { fromId: personId, label: `← ${old.id}` },
        { migrate_from_chat_id: old.id },
      );
      return upgraded;
    },
  };
}

function standingOf(status: BotStatus): Standing {
  if (status.type === 'administrator') {
    const without = new Set<Right>(status.without);
    return { status: 'administrator', rights: new Set(allRights).difference(without) };
  }
  return { member, kicked, left }[status.type];
}
