import { button, byId } from './elements.js';

/** The text box with its menu of commands, reply keyboard and paper clip. */
export function createComposer({ say, sendFile }) {
  const text = byId('text');
  const menu = byId('menu');
  const menuButton = byId('menu-button');
  let commands = [];

  const fit = () => {
    text.style.height = 'auto';
    text.style.height = `${Math.min(text.scrollHeight, 140)}px`;
    byId('send').disabled = text.value.trim() === '';
  };
  const send = () => {
    if (text.value.trim() === '') return;
    say(text.value);
    text.value = '';
    fit();
    closeMenu();
  };
  const closeMenu = () => {
    menu.hidden = true;
    menuButton.setAttribute('aria-expanded', 'false');
  };
  const openMenu = (found) => {
    menu.replaceChildren(...found.map(commandLine));
    menu.hidden = found.length === 0;
    menuButton.setAttribute('aria-expanded', String(!menu.hidden));
  };
  const commandLine = ({ command, description }) => {
    const node = document.createElement('button');
    node.type = 'button';
    const name = document.createElement('b');
    name.textContent = `/${command}`;
    const words = document.createElement('span');
    words.textContent = description;
    node.append(name, words);
    node.addEventListener('click', () => {
      closeMenu();
      text.value = '';
      fit();
      say(`/${command}`);
    });
    return node;
  };

  text.addEventListener('input', () => {
    fit();
    const typed = /^\/(\w*)$/.exec(text.value)?.[1];
    if (typed === undefined) closeMenu();
    else openMenu(commands.filter(({ command }) => command.startsWith(typed)));
  });
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeMenu();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  menuButton.addEventListener('click', () => (menu.hidden ? openMenu(commands) : closeMenu()));
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target) && !menuButton.contains(event.target)) closeMenu();
  });
  byId('attach').addEventListener('change', async (event) => {
    const [file] = event.target.files;
    event.target.value = '';
    if (file !== undefined) await sendFile(file);
  });

  return {
    /** The commands this person has now. */
    setCommands: (next) => {
      commands = next;
      menuButton.hidden = next.length === 0;
      if (!menu.hidden && text.value === '') openMenu(next);
    },
    setKeyboard: (rows) => {
      const keyboard = byId('keyboard');
      keyboard.hidden = rows.length === 0;
      keyboard.replaceChildren(
        ...rows.map((row) => {
          const line = document.createElement('div');
          line.append(...row.map((label) => button('', label, () => say(label))));
          return line;
        }),
      );
    },
    focus: () => text.focus(),
  };
}
