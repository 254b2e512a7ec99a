import type { StoredMessage } from '../telegram/message.ts';

/** A line between the messages, as Telegram has it: what somebody did to the group or to a topic. */
export type Notice = {
  readonly kind: 'created' | 'renamed' | 'closed' | 'reopened' | 'pinned' | 'joined' | 'left';
  /** Of the topic, where it got one. */
  readonly name?: string;
};

const kinds = {
  forum_topic_created: 'created',
  forum_topic_edited: 'renamed',
  forum_topic_closed: 'closed',
  forum_topic_reopened: 'reopened',
  pinned_message: 'pinned',
  new_chat_members: 'joined',
  left_chat_member: 'left',
} as const satisfies Readonly<Record<string, Notice['kind']>>;

/** Undefined for what people say, and for what the page has no words for. */
export function noticeOf({ content }: StoredMessage): Notice | undefined {
  if (content.type !== 'service') return undefined;
  const { members } = content;
  for (const [member, kind] of Object.entries(kinds)) {
    const value: unknown = members[member];
    if (value === undefined) continue;
    const name = typeof value === 'object' && value && 'name' in value ? value.name : undefined;
    if (typeof name === 'string') return { kind, name };
    // Only its picture changed.
    return kind === 'renamed' ? undefined : { kind };
  }
  return undefined;
}
