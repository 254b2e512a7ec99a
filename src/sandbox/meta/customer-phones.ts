import type { MediaKind } from './customers.ts';
import type { ActingCustomer, MetaEmulator } from './emulator.ts';
import type { Account, Message, Platform, StoredFile } from './world.ts';

/** What the apps of the customers show. */
export type ShownInbox = {
  readonly customers: readonly ShownCustomer[];
  /** What a newcomer has tried already. */
  readonly done: readonly 'answered'[];
};

export type ShownCustomer = {
  readonly id: string;
  readonly name: string;
  readonly platform: Platform;
  readonly hasBlocked: boolean;
  /** How much of the company's the customer has not seen. */
  readonly unread: number;
  /** Oldest first. */
  readonly messages: readonly ShownMessage[];
};

export type ShownMessage = {
  readonly mid: string;
  readonly isMine: boolean;
  readonly at: number;
  readonly text: string;
  /** The text that it answers. */
  readonly quoted: string | undefined;
  readonly isStoryReply: boolean;
  /** `delivered`: of the customer's, that the product has it; of the company's, that it is here. */
  readonly state: 'sent' | 'delivered' | 'read';
  /** What the customer put on it. */
  readonly ownReaction: string | undefined;
  readonly otherReaction: string | undefined;
  readonly file: { readonly id: string; readonly kind: string } | undefined;
};

export type CustomerPhones = {
  readonly show: () => ShownInbox;
  readonly write: (customerId: string, text: string) => void;
  readonly send: (customerId: string, file: { readonly kind: MediaKind } & StoredFile) => void;
  readonly replyToStory: (customerId: string, text: string) => void;
  /** The same one again takes it back. */
  readonly react: (customerId: string, mid: string, emoji: string) => void;
  readonly unsend: (customerId: string, mid: string) => void;
  /** All that the company wrote. */
  readonly read: (customerId: string) => void;
  readonly block: (customerId: string, hasBlocked: boolean) => void;
  /** A file that stands in some conversation. */
  readonly findFile: (id: string) => StoredFile | undefined;
  readonly onChange: (listener: () => void) => () => void;
};

/** The last messages; older ones are not shown. */
const shownMessages = 60;

export function createCustomerPhones(
  meta: Pick<MetaEmulator, 'world' | 'webhooks' | 'createCustomer' | 'appId'>,
  people: readonly { readonly account: Account; readonly name: string }[],
): CustomerPhones {
  const { world, webhooks } = meta;
  const all = people.map(({ account, name }) => meta.createCustomer(account, name));
  const delivered = new Set<string>();
  const storyReplies = new Set<string>();
  /** When each looked last. */
  const readUntil = new Map<string, number>();

  const find = (customerId: string): ActingCustomer => {
    const found = all.find(({ customer }) => customer.id === customerId);
    if (!found) throw new Error(`there is no customer ${customerId}`);
    return found;
  };
  const unreadOf = ({ customer, received }: ActingCustomer): number => {
    const until = readUntil.get(customer.id) ?? 0;
    return received().filter(({ at }) => at > until).length;
  };
  const look = (acting: ActingCustomer): void => {
    if (unreadOf(acting) === 0) return;
    readUntil.set(acting.customer.id, world.now());
    acting.reads();
  };
  /** Whoever writes has the conversation before their eyes; a blocked company hears nothing. */
  const talk = (customerId: string, say: (acting: ActingCustomer) => Message): Message => {
    const acting = find(customerId);
    if (acting.customer.hasBlocked) throw new Error('the company is blocked');
    look(acting);
    const message = say(acting);
    void webhooks.idle().then(() => {
      delivered.add(message.mid);
      world.changed.emit();
    });
    return message;
  };
  const change = (customerId: string, act: (acting: ActingCustomer) => void): void => {
    act(find(customerId));
    world.changed.emit();
  };

  return {
    show: () => ({
      customers: all.map((acting) => {
        const { id, name, account, hasBlocked, messages } = acting.customer;
        const until = readUntil.get(id) ?? 0;
        return {
          ...{ id, name, platform: account.platform, hasBlocked, unread: unreadOf(acting) },
          messages: messages
            .filter(({ isDeleted }) => !isDeleted)
            .slice(-shownMessages)
            .map((message): ShownMessage => {
              const isMine = message.from === 'customer';
              const isThere = isMine ? delivered.has(message.mid) : true;
              return {
                ...{ mid: message.mid, isMine, at: message.at, text: message.text },
                quoted: messages.find(({ mid }) => mid === message.replyTo)?.text,
                isStoryReply: storyReplies.has(message.mid),
                state: !isMine && message.at <= until ? 'read' : isThere ? 'delivered' : 'sent',
                ownReaction: message.reactions.get('customer'),
                otherReaction: message.reactions.get('account'),
                file: fileOf(message),
              };
            }),
        };
      }),
      done: all.some(({ received }) => received().some(({ appId }) => appId === meta.appId))
        ? ['answered']
        : [],
    }),
    write: (customerId, text) => {
      talk(customerId, ({ writes }) => writes(text));
    },
    send: (customerId, { kind, bytes, contentType }) => {
      talk(customerId, ({ sends }) => sends(kind, bytes, contentType));
    },
    replyToStory: (customerId, text) => {
      const { mid } = talk(customerId, ({ repliesToStory }) => repliesToStory(text));
      storyReplies.add(mid);
    },
    react: (customerId, mid, emoji) => {
      change(customerId, (acting) => {
        look(acting);
        const message = acting.customer.messages.find((one) => one.mid === mid);
        if (message?.reactions.get('customer') === emoji) acting.takesReactionBack(mid);
        else acting.reacts(mid, emoji);
      });
    },
    unsend: (customerId, mid) => {
      change(customerId, ({ unsends }) => {
        unsends(mid);
      });
    },
    read: (customerId) => {
      change(customerId, look);
    },
    block: (customerId, hasBlocked) => {
      change(customerId, ({ blocks }) => {
        blocks(hasBlocked);
      });
    },
    findFile: (id) => {
      const messages = all.flatMap(({ customer }) => customer.messages);
      const isShown = messages.some((one) => !one.isDeleted && fileOf(one)?.id === id);
      return isShown ? world.files.get(id) : undefined;
    },
    onChange: (listener) => world.changed.subscribe(listener),
  };
}

/** Its address at the emulated CDN ends with the id. */
function fileOf({ attachments: [first] }: Message): ShownMessage['file'] {
  if (!first || !URL.canParse(first.url)) return undefined;
  return { id: new URL(first.url).pathname.split('/').at(-1) ?? '', kind: first.type };
}
