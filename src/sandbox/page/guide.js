import { button, byId, refill } from './elements.js';

/** The first steps, beside the phone or, on a small screen, over it. */
export function showSteps({ screen, words, say }) {
  const offered = new Set(screen.offered ?? []);
  // Only the first person becomes the owner, and only what the bot offers can be done.
  if (screen.personId === screen.people[0]?.id) offered.add('/start');
  // Whoever makes numbers may also say where calls are shown; that is no command of a private chat.
  if (offered.has('/extensions')) {
    const withPhones = screen.phones?.desk ? ['connect', 'missed', 'calledBack'] : [];
    const withInbox = screen.inbox ? ['/inboxhere', 'answered'] : [];
    for (const step of ['/callshere', ...withPhones, ...withInbox]) offered.add(step);
  }
  const done = stepsDone(screen);
  const steps = words.steps.filter(([, step]) => offered.has(step));
  refill(
    byId('steps'),
    ...steps.map(([text, command]) => {
      const item = document.createElement('li');
      item.append(...stepParts(text.replace('{you}', screen.people[0]?.name ?? ''), command, say));
      item.classList.toggle('done', done.has(command));
      return item;
    }),
  );
  showNextStep(steps.filter(([, step]) => done.has(step)).length);
  byId('steps-title').hidden = steps.length === 0;
}

/** The list is longer than many a window: what comes next is in sight when a step is done. */
function showNextStep(count) {
  const list = byId('steps');
  if (list.dataset.done === String(count)) return;
  list.dataset.done = String(count);
  list.querySelector('li:not(.done)')?.scrollIntoView({ block: 'nearest' });
}

function stepsDone({ said = [], phones, inbox }) {
  const done = new Set([...said, ...(phones?.done ?? []), ...(inbox?.done ?? [])]);
  // A number that is there is what counts, however it was made.
  if (phones?.desk) done.delete('/extensions');
  if (phones?.desk?.length > 0 || (!phones?.desk && done.has('/newextension'))) {
    done.add('/extensions');
  }
  return done;
}

export function openGuide() {
  byId('guide').classList.add('open');
}

export function closeGuide() {
  byId('guide').classList.remove('open');
}

/** A command in the text of a step can be pressed. */
function stepParts(text, command, say) {
  const at = text.indexOf(command);
  if (!command.startsWith('/') || at < 0) return [text];
  const press = button('link', command, () => {
    closeGuide();
    say(command);
  });
  return [text.slice(0, at), press, text.slice(at + command.length)];
}
