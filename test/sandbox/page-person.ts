import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { z } from 'zod';

const screen = z.object({
  personId: z.number(),
  menu: z.array(z.object({ command: z.string() })),
  messages: z.array(
    z.object({
      id: z.number(),
      version: z.number(),
      isFromBot: z.boolean(),
      text: z.string(),
      rows: z.array(z.array(z.object({ label: z.string(), kind: z.string() }))),
    }),
  ),
});

type PageScreen = z.output<typeof screen>;
type PageMessage = PageScreen['messages'][number];

/** Somebody at the sandbox's page: speaks to it as its own scripts do. */
export type PagePerson = {
  readonly start: () => Promise<void>;
  readonly says: (text: string) => Promise<void>;
  /** The newest message with such a button, once there is one. */
  readonly presses: (label: string) => Promise<void>;
  /** The bot's newest message with this text, changed since the last act, once there is one. */
  readonly sees: (text: RegExp) => Promise<string>;
  /** The commands of the menu, once there are any. */
  readonly menu: () => Promise<readonly string[]>;
  readonly leave: () => Promise<void>;
};

const deadlineMs = 15_000;

/** Opens the page at `url` as its first person. */
export async function openPage(url: string): Promise<PagePerson> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/events?person=0`, { signal: leaving.signal });
  const { body } = response;
  if (body === null) throw new Error('the page sends nothing');
  const listeners = new Set<() => void>();
  let seen: PageScreen | undefined;
  let lastAct = 0;
  const following = (async () => {
    for await (const line of createInterface({ input: Readable.fromWeb(body) })) {
      if (!line.startsWith('data: ')) continue;
      seen = screen.parse(JSON.parse(line.slice('data: '.length)));
      for (const listener of listeners) listener();
    }
  })().catch(() => undefined);

  const waitFor = <Found>(
    what: string,
    look: (now: PageScreen) => Found | undefined,
  ): Promise<Found> =>
    new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        listeners.delete(listener);
      };
      const listener = (): void => {
        const found = seen && look(seen);
        if (found === undefined) return;
        done();
        resolve(found);
      };
      const timer = setTimeout(() => {
        done();
        const texts = seen?.messages.map(({ text }) => text).join('\n---\n');
        reject(new Error(`no ${what} within ${deadlineMs} ms:\n${texts ?? 'nothing'}`));
      }, deadlineMs);
      listeners.add(listener);
      listener();
    });
  const act = async (action: object): Promise<void> => {
    const { personId } = await waitFor('screen', (now) => now);
    lastAct = Math.max(0, ...(seen?.messages ?? []).map(({ version }) => version));
    const answer = await fetch(`${url}/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...action, person: personId }),
    });
    if (!answer.ok) throw new Error(`the page answers ${answer.status}: ${await answer.text()}`);
  };

  return {
    start: () => act({ type: 'start' }),
    says: (text) => act({ type: 'say', text }),
    presses: async (label) => {
      const where = await waitFor(`button ${label}`, ({ messages }) =>
        messages
          .toReversed()
          .map((message) => findButton(message, label))
          .find((found) => found !== undefined),
      );
      await act({ type: 'press', ...where });
    },
    sees: (text) =>
      waitFor(
        String(text),
        ({ messages }) =>
          messages.findLast(
            (message) => message.isFromBot && message.version > lastAct && text.test(message.text),
          )?.text,
      ),
    menu: () =>
      waitFor('menu', ({ menu }) =>
        menu.length > 0 ? menu.map(({ command }) => command) : undefined,
      ),
    leave: async () => {
      leaving.abort();
      await following;
    },
  };
}

function findButton({ id, rows }: PageMessage, label: string) {
  const row = rows.findIndex((buttons) => buttons.some((button) => button.label.includes(label)));
  if (row < 0) return undefined;
  const column = rows[row]?.findIndex((button) => button.label.includes(label));
  return { messageId: id, row, column };
}
