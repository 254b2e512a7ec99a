import { button, byId } from './elements.js';

/** The first steps, beside the phone or, on a small screen, over it. */
export function showSteps({ screen, words, say }) {
  const offered = new Set((screen.menu ?? []).map(({ command }) => `/${command}`));
  // Only the first person becomes the owner, and only what the bot offers can be done.
  if (screen.personId === screen.people[0]?.id) offered.add('/start');
  const steps = words.steps.filter(([, command]) => offered.has(command));
  byId('steps').replaceChildren(
    ...steps.map(([text, command]) => {
      const item = document.createElement('li');
      item.append(...stepParts(text, command, say));
      item.classList.toggle('done', isDone(screen, command));
      return item;
    }),
  );
  byId('steps-title').hidden = steps.length === 0;
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
  if (at < 0) return [text];
  const press = button('link', command, () => {
    closeGuide();
    say(command);
  });
  return [text.slice(0, at), press, text.slice(at + command.length)];
}

function isDone(screen, command) {
  return screen.messages.some(({ isFromBot, text }) => !isFromBot && text.startsWith(command));
}
