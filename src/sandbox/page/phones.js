import { box, button, byId, refill } from './elements.js';
import { phoneWordsOf } from './phone-words.js';

/** The telephones beside the chat: one for each number of the staff, and the customer's. */
export function createPhones({ act, tell }) {
  const desk = new Map();
  let words = phoneWordsOf('uz');

  const run = async (action) => {
    const answer = await act(action);
    const told = words.outcomes[answer?.outcome];
    if (told !== undefined) tell(told);
  };
  byId('customer-form').addEventListener('submit', (event) => {
    event.preventDefault();
    run({ type: 'callIn', number: byId('customer-number').value });
  });
  setInterval(showTalkTimes, 1000);

  return {
    /** `phones` is undefined where there is no PBX at all. */
    show: (phones, language) => {
      words = phoneWordsOf(language);
      if (phones === undefined) return;
      showFrame(phones, words);
      showCustomer(phones.customer, { words, run });
      showDesk(desk, phones.desk ?? [], { words, run });
      showTalkTimes();
    },
  };
}

function showFrame(phones, words) {
  // With the sign of the button that opens it on a narrow screen.
  byId('phones-title').textContent = `☎ ${words.title}`;
  for (const id of ['phones-button', 'phones-close']) {
    const label = id === 'phones-close' ? words.close : words.title;
    byId(id).title = label;
    byId(id).setAttribute('aria-label', label);
  }
  const isReal = phones.desk === undefined;
  const note = isReal ? words.real(phones.sipPort) : phones.desk.length === 0 ? words.none : '';
  byId('phones-note').textContent = note;
  const lines = [...(phones.desk ?? []).map(({ line }) => line), ...(phones.customer?.lines ?? [])];
  const isRinging = lines.some((line) => line?.state === 'ringing');
  byId('phones-button').classList.toggle('rings', isRinging);
}

function showCustomer(customer, { words, run }) {
  byId('customer').hidden = customer === undefined;
  if (customer === undefined) return;
  byId('customer-title').textContent = words.customer;
  byId('customer-call').textContent = words.call;
  byId('customer-number').setAttribute('aria-label', words.customerNumber);
  const busy = new Set(customer.lines.map(({ own }) => own));
  const free = customer.numbers.filter((number) => !busy.has(number));
  const select = byId('customer-number');
  const options = free.map((number) => new Option(numberText(number), number));
  const chosen = select.value;
  select.replaceChildren(...options);
  if (free.includes(chosen)) select.value = chosen;
  byId('customer-form').hidden = free.length === 0;
  const shown = customer.lines.map((line) => {
    const other = { number: '', name: words.company };
    const node = lineBox({ ...line, ...other }, { words, run });
    node.prepend(box('own', numberText(line.own)));
    return node;
  });
  refill(byId('customer-lines'), ...shown);
}

function showDesk(nodes, phones, context) {
  const wanted = new Set(phones.map(({ number }) => number));
  for (const [number, node] of nodes) {
    if (wanted.has(number)) continue;
    node.root.remove();
    nodes.delete(number);
  }
  for (const phone of phones) {
    const node = nodes.get(phone.number) ?? newPhone(phone.number, context.run);
    nodes.set(phone.number, node);
    fillPhone(node, phone, context);
    byId('desk-phones').append(node.root);
  }
}

/** Made once: what somebody is dialling must not go when another phone rings. */
function newPhone(number, run) {
  const root = document.createElement('section');
  root.className = 'set';
  root.dataset.phone = number;
  const form = document.createElement('form');
  form.className = 'dial';
  const input = document.createElement('input');
  Object.assign(input, { inputMode: 'tel', autocomplete: 'off', maxLength: 20 });
  const call = Object.assign(document.createElement('button'), { className: 'key go' });
  form.append(input, call);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (input.value.trim() === '') return;
    run({ type: 'dial', number, dialled: input.value });
    input.value = '';
  });
  const [head, line] = [box('set-head'), box('set-line')];
  root.append(head, line, form);
  return { root, head, line, form, input, call };
}

function fillPhone({ root, head, line, form, input, call }, phone, context) {
  const { words, run } = context;
  const { number, isConnected } = phone;
  root.dataset.state = phone.line?.state ?? (isConnected ? 'free' : 'off');
  const state = isConnected ? words.isFree : words.isOff;
  const title = box('set-title', number);
  title.append(box('set-name', phone.name === number ? '' : phone.name));
  const plug = isConnected
    ? button('plain-button', words.disconnect, () => run({ type: 'disconnectPhone', number }))
    : button('key go', words.connect, () => run({ type: 'connectPhone', number }));
  plug.hidden = phone.line !== undefined;
  refill(head, title, box('set-state', phone.line ? '' : state), plug);
  refill(line, ...(phone.line ? [lineBox(phone.line, context)] : []));
  form.hidden = !isConnected || phone.line !== undefined;
  input.placeholder = words.dial;
  input.setAttribute('aria-label', `${number}: ${words.dial}`);
  call.textContent = '📞';
  call.setAttribute('aria-label', `${number}: ${words.call}`);
}

/** One call, as one phone shows it, with what can be done. */
function lineBox(line, { words, run }) {
  const { channelId, state } = line;
  const node = box('line');
  node.dataset.state = state;
  const shown = [line.name, numberText(line.number)].filter(Boolean).join(' · ');
  const status = box('line-state', words[state]);
  if (state === 'talking') status.append(talkTime(line.since));
  const keys = box('keys');
  if (state === 'ringing') {
    keys.append(button('key go', words.answer, () => run({ type: 'answer', channelId })));
  }
  const end = state === 'ringing' ? words.decline : words.hangUp;
  keys.append(button('key stop', end, () => run({ type: 'hangUp', channelId })));
  node.append(box('line-other', shown), status, keys);
  return node;
}

function talkTime(since) {
  const node = box('talk-time');
  node.dataset.since = since;
  return node;
}

function showTalkTimes() {
  for (const node of document.querySelectorAll('.talk-time')) {
    const seconds = Math.max(0, Math.floor((Date.now() - Number(node.dataset.since)) / 1000));
    const text = ` ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    if (node.textContent !== text) node.textContent = text;
  }
}

/** `+998 90 123 45 67`; others as they are. */
function numberText(number) {
  const parts = /^(998)(\d\d)(\d{3})(\d\d)(\d\d)$/.exec(number)?.slice(1);
  return parts === undefined ? number : `+${parts.join(' ')}`;
}
