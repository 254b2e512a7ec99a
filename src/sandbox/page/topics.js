import { box, button, byId, refill } from './elements.js';
import { timeText } from './times.js';

/** The topics of the group as a list, and the bar of the one that is open. */
export function createTopics({ goTo, setClosed, seen }) {
  const list = byId('topics');
  const opener = byId('topics-button');
  let place;

  const close = () => {
    list.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
  };
  const open = () => {
    list.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    list.querySelector('button')?.focus();
  };
  opener.addEventListener('click', () => (list.hidden ? open() : close()));
  list.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      close();
      opener.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...list.querySelectorAll('button')];
    all[all.indexOf(document.activeElement) + step]?.focus();
  });
  byId('topic-close').addEventListener('click', () => setClosed(!place?.isClosed));

  return {
    close,
    /** Of the group that is open, the newest talk first. */
    show: (screen, context) => {
      const { words } = context;
      place = screen.place;
      const places = (screen.places ?? []).filter(({ isGroup }) => isGroup);
      const topics = places.filter(({ threadId }) => threadId !== undefined);
      opener.hidden = topics.length === 0;
      opener.title = words.topics;
      opener.setAttribute('aria-label', words.topics);
      if (topics.length === 0) close();
      const sorted = places.toSorted(
        (one, other) => (other.newest?.at ?? 0) - (one.newest?.at ?? 0),
      );
      const rows = sorted.map((one) =>
        topicRow(one, { ...context, isUnread: seen.isUnread(screen.personId, one) }, () => {
          close();
          goTo(one);
        }),
      );
      refill(list, ...rows);
      list.setAttribute('aria-label', words.topics);
      showBar(place, words);
    },
  };
}

function showBar(place, words) {
  const isTopic = place?.threadId !== undefined;
  byId('topic-bar').hidden = !isTopic;
  if (!isTopic) return;
  const name = nameOf(place, words);
  byId('topic-name').textContent = place.isClosed ? `🔒 ${name} · ${words.topicClosed}` : name;
  byId('topic-close').hidden = !place.mayClose;
  byId('topic-close').textContent = place.isClosed ? words.reopenTopic : words.closeTopic;
}

function topicRow(place, { words, language, timeZone, isUnread }, onClick) {
  const { newest, isClosed } = place;
  const node = button('topic-row', '', onClick);
  const name = box('topic-title', `${isClosed ? '🔒 ' : ''}${nameOf(place, words)}`);
  const time = newest ? timeText(newest.at, { language, timeZone }) : '';
  node.append(name, box('topic-time', time), box('topic-newest', newest?.text ?? words.topicEmpty));
  node.classList.toggle('unread', isUnread);
  return node;
}

/** As Telegram calls what stands in no topic. */
function nameOf({ threadId, title }, words) {
  return threadId === undefined ? `${title} · ${words.general}` : title.replace(/^# /, '');
}

/** What a person has had before their eyes in this tab. */
export function createSeen() {
  const all = new Map(JSON.parse(sessionStorage.getItem('seen') ?? '[]'));
  const keyOf = (personId, { chatId, threadId }) => `${personId}/${chatId}/${threadId ?? 0}`;
  return {
    note: (personId, place) => {
      if (!place?.newest) return;
      all.set(keyOf(personId, place), place.newest.id);
      sessionStorage.setItem('seen', JSON.stringify([...all]));
    },
    isUnread: (personId, place) => {
      const { newest } = place;
      if (newest === undefined || newest.isMine) return false;
      return newest.id > (all.get(keyOf(personId, place)) ?? 0);
    },
  };
}
