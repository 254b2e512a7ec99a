import { button, byId, refill } from './elements.js';
import { createComposer } from './composer.js';
import { closeGuide, openGuide, showSteps } from './guide.js';
import { createInbox } from './inbox.js';
import { insideOf } from './links.js';
import { showMessages } from './messages.js';
import { createPhones } from './phones.js';
import { copyText, showAlert, toast, toBase64 } from './notices.js';
import { act, followScreen } from './server.js';
import { createSeen, createTopics } from './topics.js';
import { wordsOf } from './words.js';

const chat = byId('chat');

let language = localStorage.getItem('language') ?? 'uz';
let personId = Number(sessionStorage.getItem('person')) || undefined;
let place = readPlace();
let screen = { people: [], messages: [], menu: [], keyboard: [] };
let stopFollowing;

const actions = {
  say: (text) => attempt(act({ type: 'say', ...here(), text })),
  press: async (where) => {
    const answer = await attempt(act({ type: 'press', ...here(), ...where }));
    if (!answer?.text) return;
    if (answer.isAlert) showAlert(answer.text);
    else toast(answer.text);
  },
  copy: async (text) => {
    await copyText(text);
    toast(wordsOf(language).copied);
  },
  open: (url) => {
    const inside = insideOf(url);
    if (inside?.say !== undefined) return startByLink(inside.say);
    if (inside !== undefined) return openPlace(inside.place);
    if (/^https?:\/\//i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
  },
};

const composer = createComposer({
  // An invite that is pasted is meant to be followed, as a tap on it in Telegram.
  say: (text) =>
    !place?.isGroup && insideOf(text.trim())?.say ? actions.open(text.trim()) : actions.say(text),
  sendFile: async (file) => {
    const { notSent } = wordsOf(language);
    const send = async () => {
      const bytes = await toBase64(file);
      return act({ type: 'sendFile', ...here(), name: file.name, mimeType: file.type, bytes });
    };
    await attempt(send(), notSent);
  },
});

const phones = createPhones({
  act: (action) => attempt(act(action), wordsOf(language).offline),
  tell: toast,
});

const inbox = createInbox({ act: (action) => act(action).catch(() => undefined), tell: toast });
const seen = createSeen();
const topics = createTopics({
  goTo,
  seen,
  setClosed: (isClosed) => attempt(act({ type: 'setTopic', ...here(), isClosed })),
});

/** Who speaks, and where. */
function here() {
  return { person: personId, chat: place?.chatId, thread: place?.threadId };
}

function show() {
  const words = wordsOf(language);
  const wasAtEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80;
  const context = { language, words, actions, timeZone: screen.timeZone };
  const hasNew = showMessages(byId('messages'), screen.messages, context);
  byId('messages').dataset.empty = words.intro;
  byId('bot-name').textContent = screen.bot?.name ?? 'Navbatchi';
  byId('avatar').textContent = (screen.bot?.name ?? 'N').slice(0, 1);
  byId('start').hidden = screen.hasStarted !== false;
  const mayWrite = screen.place?.mayWrite !== false;
  byId('composer').hidden = !mayWrite || (screen.hasStarted === false && !isStranger());
  composer.setCommands(screen.menu ?? []);
  composer.setKeyboard(screen.keyboard ?? []);
  byId('hint').textContent = hintOf(words);
  showPeople(words);
  seen.note(personId, screen.place);
  showPlaces(words);
  topics.show(screen, context);
  showSteps({ screen, words, say: sayStep });
  const isAlone = screen.phones === undefined && screen.inbox === undefined;
  byId('phones').hidden = isAlone;
  byId('phones-button').hidden = isAlone;
  phones.show(screen.phones, language);
  inbox.show(screen.inbox, language);
  // At once: a smooth scroll under way would look as if the reader had scrolled up.
  if (hasNew || wasAtEnd) chat.scrollTop = chat.scrollHeight;
}

/** One line that says what to do next; it goes when the newcomer has found the way. */
function hintOf(words) {
  const mine = screen.messages.filter(({ isFromBot, notice }) => !isFromBot && !notice).length;
  if (isStranger()) return words.hintInvite;
  if (screen.hasStarted === false) return words.hintStart;
  if (screen.place?.mayWrite === false) return words.topicShut;
  if (screen.place?.isGroup) return hintInGroup(words);
  if (mine <= 1) return screen.offered?.includes('/extensions') ? words.hintMenu : words.hintHelp;
  if (mine <= 2) return words.hintButtons;
  return '';
}

/** Added at the page, not yet let in by the bot, and in the private chat with it. */
function isStranger() {
  const { people, offered = [], place: shown } = screen;
  return !shown?.isGroup && personId !== people[0]?.id && !offered.includes('/help');
}

/** The calls have a topic of their own, customers get theirs from the group itself. */
function hintInGroup(words) {
  const { said = [], place: { threadId } = {}, places = [] } = screen;
  const ownTopic = places.find((one) => one.threadId !== undefined)?.threadId;
  if (threadId !== undefined && threadId !== ownTopic) return '';
  if (!said.includes('/callshere')) return words.hintGroup;
  const isLeft = threadId === undefined && screen.inbox && !said.includes('/inboxhere');
  return isLeft ? words.hintInbox : '';
}

function showPeople(words) {
  const chips = screen.people.map(({ id, name }, index) => {
    const isNamedYou = name.toLowerCase() === words.you;
    const label = index === 0 && !isNamedYou ? `${name} (${words.you})` : name;
    const chip = button('chip', label, () => switchTo(id));
    chip.setAttribute('aria-pressed', String(id === personId));
    return chip;
  });
  const add = button('chip add', '+', () => byId('new-person').showModal());
  add.title = words.addPerson;
  add.setAttribute('aria-label', words.addPerson);
  byId('people').setAttribute('aria-label', words.people);
  refill(byId('people'), ...chips, add);
}

/** The chats of this person, when there is more than one. */
function showPlaces(words) {
  const places = screen.places ?? [];
  byId('places').hidden = places.length < 2;
  byId('places').setAttribute('aria-label', words.places);
  const chips = places.map((one) => {
    const label = one.isGroup && one.threadId === undefined ? `👥 ${one.title}` : one.title;
    const chip = button('chip', label, () => goTo(one));
    const isHere = isSame(one, screen.place);
    chip.setAttribute('aria-pressed', String(isHere));
    chip.classList.toggle('unread', !isHere && seen.isUnread(personId, one));
    return chip;
  });
  const row = byId('places');
  refill(row, ...chips);
  const shown = `${chips.length} ${JSON.stringify(here())}`;
  if (row.dataset.shown !== shown) showChosenChip(row);
  row.dataset.shown = shown;
}

/** Many topics make a long row; the open one is in it. */
function showChosenChip(row) {
  const chip = row.querySelector('[aria-pressed="true"]');
  // The beginning of a long name tells more than its middle.
  const spare = Math.max((row.clientWidth - chip?.offsetWidth) / 2, 8);
  if (chip) row.scrollLeft = chip.offsetLeft - spare;
}

function isSame(one, other) {
  return one.chatId === other?.chatId && one.threadId === other?.threadId;
}

/** A step's command, said where it belongs: the calls have a topic of their own. */
function sayStep(command) {
  const inGroup = screen.places.filter(({ isGroup }) => isGroup);
  const calls = inGroup[1] ?? inGroup[0];
  goTo({ '/callshere': calls, '/inboxhere': inGroup[0] }[command] ?? screen.places[0]);
  actions.say(command);
}

/** The bot is started in private, wherever its link was. */
function startByLink(text) {
  goTo(screen.places?.[0]);
  return attempt(act({ type: 'say', person: personId, text }));
}

/** A link's place, when this person is there; no topic of that number: the group itself. */
function openPlace(wanted) {
  const inGroup = (screen.places ?? []).filter(({ chatId }) => chatId === wanted.chatId);
  const found = inGroup.find((one) => isSame(one, wanted)) ?? inGroup[0];
  if (found === undefined) toast(wordsOf(language).notThere);
  goTo(found);
}

function goTo(next) {
  if (next === undefined || isSame(next, place)) return;
  place = next;
  sessionStorage.setItem('place', JSON.stringify(next));
  byId('messages').replaceChildren();
  topics.close();
  follow();
}

/** As this tab left it. */
function readPlace() {
  return JSON.parse(sessionStorage.getItem('place') ?? 'null') ?? undefined;
}

function showWords() {
  const words = wordsOf(language);
  document.documentElement.lang = language;
  byId('language').value = language;
  const texts = {
    intro: words.intro,
    'steps-title': words.stepsTitle,
    privacy: words.privacy,
    'guide-close': words.close,
    status: words.bot,
    start: words.start,
    'menu-button': words.menu,
    'new-name-label': words.newName,
    'new-cancel': words.cancel,
    'new-add': words.add,
  };
  for (const [id, text] of Object.entries(texts)) byId(id).textContent = text;
  byId('text').placeholder = words.write;
  const labels = { send: words.send, 'attach-label': words.attach, help: words.help };
  const more = { theme: words.theme, language: words.language, 'to-end': words.toEnd };
  for (const [id, label] of Object.entries({ ...labels, ...more })) {
    byId(id).title = label;
    byId(id).setAttribute('aria-label', label);
  }
  byId('text').setAttribute('aria-label', words.write);
}

function follow() {
  stopFollowing?.();
  stopFollowing = followScreen(
    { personId, place },
    {
      onScreen: (next) => {
        screen = next;
        personId = next.personId;
        place = next.place;
        byId('status').textContent = wordsOf(language).bot;
        byId('status').classList.remove('offline');
        show();
      },
      onOffline: () => {
        byId('status').textContent = wordsOf(language).offline;
        byId('status').classList.add('offline');
      },
    },
  );
}

function switchTo(id) {
  personId = id;
  sessionStorage.setItem('person', id);
  // A group stays open: whoever looks at it looks at it with other eyes.
  if (!place?.isGroup) place = undefined;
  byId('messages').replaceChildren();
  follow();
  composer.focus();
}

async function attempt(promise, failure = wordsOf(language).gone) {
  try {
    return await promise;
  } catch {
    toast(failure);
    return undefined;
  }
}

const themes = { light: '☾', dark: '☀' };
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId('theme').textContent = themes[theme];
}

byId('theme').addEventListener('click', () => {
  const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem('theme', next);
  setTheme(next);
});
byId('language').addEventListener('change', (event) => {
  language = event.target.value;
  localStorage.setItem('language', language);
  showWords();
  show();
});
byId('start').addEventListener('click', () => attempt(act({ type: 'start', person: personId })));
byId('phones-button').addEventListener('click', () => byId('phones').classList.toggle('open'));
byId('phones-close').addEventListener('click', () => byId('phones').classList.remove('open'));
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  byId('phones').classList.remove('open');
  closeGuide();
});
// Where there is room, all is open from the start.
byId('inbox').open = matchMedia('(min-width: 1440px)').matches;
byId('help').addEventListener('click', openGuide);
byId('guide-close').addEventListener('click', closeGuide);
byId('new-cancel').addEventListener('click', () => byId('new-person').close());
byId('new-person-form').addEventListener('submit', async () => {
  const name = byId('new-name').value.trim();
  byId('new-name').value = '';
  if (name === '') return;
  const added = await attempt(act({ type: 'addPerson', name }));
  if (added !== undefined) switchTo(added.personId);
});
byId('to-end').addEventListener('click', () => {
  chat.scrollTo({ top: chat.scrollHeight, behavior: 'smooth' });
});
chat.addEventListener('scroll', () => {
  byId('to-end').hidden = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 160;
});

const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
setTheme(localStorage.getItem('theme') ?? (prefersDark ? 'dark' : 'light'));
showWords();
follow();
