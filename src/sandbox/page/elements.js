export const byId = (id) => document.getElementById(id);

export function button(className, label, onClick) {
  const node = document.createElement('button');
  node.type = 'button';
  node.className = className;
  node.textContent = label;
  node.addEventListener('click', onClick);
  return node;
}

export function box(className, text = '') {
  const node = document.createElement('div');
  node.className = className;
  node.textContent = text;
  return node;
}

/** A button with a sign alone, named for those who hear the page. */
export function iconButton(className, { sign, label }, onClick) {
  const node = button(className, sign, onClick);
  node.title = label;
  node.setAttribute('aria-label', label);
  return node;
}

/** As `replaceChildren`; whoever is on a button with the keyboard stays on its like. */
export function refill(parent, ...children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : undefined;
  const before = focused && [...parent.querySelectorAll('button')].filter(isLike(focused));
  const place = before?.indexOf(focused) ?? -1;
  parent.replaceChildren(...children);
  if (place < 0) return;
  const now = [...parent.querySelectorAll('button')].filter(isLike(focused));
  now.at(Math.min(place, now.length - 1))?.focus({ preventScroll: true });
}

const isLike = (node) => (other) => nameOf(other) === nameOf(node);
const nameOf = (node) => node.getAttribute('aria-label') ?? node.textContent;
