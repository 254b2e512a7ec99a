import { box, button, byId, iconButton } from './elements.js';
import { inboxWordsOf } from './inbox-words.js';

const signs = { instagram: '📷', messenger: '💬' };
const heart = '❤';

/** The app of a customer of Messenger or Instagram, with the conversation as that customer sees it. */
export function createInbox({ act, tell }) {
  const text = byId('inbox-text');
  let words = inboxWordsOf('uz');
  let inbox;
  let shown = '';
  let chosenId;

  const chosen = () => inbox?.customers.find(({ id }) => id === chosenId) ?? inbox?.customers[0];
  const run = async (action) => {
    const answer = await act({ customer: chosen()?.id, ...action });
    if (answer === undefined) tell(words.failed);
    return answer;
  };
  const say = async (type, said) => {
    if (said === '') return;
    text.value = '';
    await run({ type, text: said });
  };
  const samples = () => [
    ...['photo', 'voice', 'file'].map((sample) =>
      button('chip', words[sample], () => run({ type: 'customerSends', sample })),
    ),
    ...(chosen()?.platform === 'instagram'
      ? [
          button('chip', words.story, () =>
            say('customerRepliesToStory', text.value.trim() || words.storySample),
          ),
        ]
      : []),
  ];

  const show = () => {
    const customer = chosen();
    // What is under the finger or being heard must not be made anew for nothing.
    const now = JSON.stringify([
      customer,
      inbox.customers.map(({ unread }) => unread),
      words.title,
    ]);
    if (now === shown) return;
    shown = now;
    showFrame({ inbox, customer, words });
    byId('inbox-samples').replaceChildren(...samples());
    showConversation(customer, { words, run });
  };

  byId('inbox-who').addEventListener('change', (event) => {
    chosenId = event.target.value;
    byId('inbox-messages').replaceChildren();
    show();
  });
  byId('inbox-form').addEventListener('submit', (event) => {
    event.preventDefault();
    say('customerWrites', text.value.trim());
  });
  byId('inbox-read').addEventListener('click', () => run({ type: 'customerReads' }));
  byId('inbox-block').addEventListener('click', () =>
    run({ type: 'customerBlocks', hasBlocked: !chosen()?.hasBlocked }),
  );

  return {
    /** `next` is undefined where there is no Meta. */
    show: (next, language) => {
      words = inboxWordsOf(language);
      inbox = next;
      byId('inbox').hidden = next === undefined;
      if (next !== undefined) show();
    },
  };
}

function showFrame({ inbox, customer, words }) {
  const unread = inbox.customers.reduce((sum, one) => sum + one.unread, 0);
  byId('inbox-title').textContent = words.title;
  byId('inbox-unread').textContent = unread > 0 ? String(unread) : '';
  byId('inbox-unread').title = words.unread;
  const options = inbox.customers.map(({ id, name, platform, unread: own }) => {
    const isElsewhere = own > 0 && id !== customer.id;
    return new Option(`${signs[platform]} ${name}${isElsewhere ? ` (${own})` : ''}`, id);
  });
  byId('inbox-who').replaceChildren(...options);
  byId('inbox-who').value = customer.id;
  byId('inbox-who').setAttribute('aria-label', words.who);
  byId('inbox-messages').setAttribute('aria-label', words.conversation);
  byId('inbox-messages').dataset.empty = words.empty;
  byId('inbox-text').placeholder = words.write;
  byId('inbox-text').setAttribute('aria-label', words.write);
  byId('inbox-send').title = words.send;
  byId('inbox-send').setAttribute('aria-label', words.send);
  byId('inbox-form').hidden = customer.hasBlocked;
  byId('inbox-samples').hidden = customer.hasBlocked;
  byId('inbox-blocked').textContent = customer.hasBlocked ? words.blocked : '';
  byId('inbox-block').textContent = customer.hasBlocked ? words.unblock : words.block;
  byId('inbox-read').textContent = words.read;
  byId('inbox-read').disabled = customer.unread === 0;
}

/** Messages that stay the same stay the same nodes: one of them may be playing, or have the focus. */
function showConversation({ messages }, context) {
  const list = byId('inbox-messages');
  const nodes = new Map([...list.children].map((node) => [node.dataset.mid, node]));
  const wanted = messages.map((message, index) => {
    const isLast = messages.slice(index + 1).every(({ isMine }) => isMine !== message.isMine);
    const version = JSON.stringify([message, isLast, context.words.title]);
    const known = nodes.get(message.mid);
    if (known?.dataset.version === version) return known;
    const node = document.createElement('li');
    Object.assign(node.dataset, { mid: message.mid, version });
    node.className = message.isMine ? 'mine' : 'theirs';
    node.append(...messageParts(message, isLast, context));
    if (known?.contains(document.activeElement)) {
      queueMicrotask(() => node.querySelector('.act')?.focus());
    }
    return node;
  });
  const isNew = wanted.at(-1)?.dataset.mid !== list.lastElementChild?.dataset.mid;
  const isSame =
    wanted.length === list.children.length &&
    wanted.every((node, at) => node === list.children[at]);
  if (!isSame) list.replaceChildren(...wanted);
  if (isNew) list.scrollTop = list.scrollHeight;
}

function messageParts(message, isLast, { words, run }) {
  const { mid, isMine, text, quoted, isStoryReply, state, file } = message;
  const bubble = box('bubble');
  if (isStoryReply) bubble.append(box('quoted', words.storyReply));
  if (quoted) bubble.append(box('quoted', quoted.slice(0, 80)));
  if (file) bubble.append(fileBox(file, words));
  if (text !== '') bubble.append(box('text', text));
  const reactions = [message.ownReaction, message.otherReaction].filter(Boolean).join(' ');
  if (reactions !== '') bubble.append(box('reactions', reactions));
  const line = box('inbox-line');
  line.append(
    bubble,
    actButton({ mid, isMine, hasReaction: message.ownReaction !== undefined }, { words, run }),
  );
  return isLast ? [line, box('inbox-state', words.states[state])] : [line];
}

/** What is one's own can be taken back, what is theirs can be liked. */
function actButton({ mid, isMine, hasReaction }, { words, run }) {
  if (isMine) {
    return iconButton('act', { sign: '🗑', label: words.unsend }, () =>
      run({ type: 'customerUnsends', mid }),
    );
  }
  const label = hasReaction ? words.unreact : words.react;
  const node = iconButton('act', { sign: hasReaction ? '♥' : '♡', label }, () =>
    run({ type: 'customerReacts', mid, emoji: heart }),
  );
  node.setAttribute('aria-pressed', String(hasReaction));
  return node;
}

function fileBox({ id, kind }, words) {
  const address = `/page/customer-file/${encodeURIComponent(id)}`;
  if (kind === 'image') {
    const picture = document.createElement('img');
    return Object.assign(picture, { className: 'picture', src: address, alt: words.photo });
  }
  if (kind === 'audio') {
    const player = document.createElement('audio');
    return Object.assign(player, { controls: true, preload: 'metadata', src: address });
  }
  const link = document.createElement('a');
  return Object.assign(link, {
    className: 'inbox-file',
    href: address,
    textContent: `📎 ${words.openFile}`,
  });
}
