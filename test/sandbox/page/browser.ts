import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const program = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((file) => existsSync(file));

/** Whether there is a browser. In continuous integration there has to be one. */
export const hasBrowser: boolean = program !== undefined || process.env['CI'] === 'true';

/** A page in a real browser. Every wait ends after 15 seconds with what the page shows. */
export type BrowserPage = {
  /** The value of an expression, or of its promise. */
  readonly read: <Schema extends z.ZodType>(
    expression: string,
    schema: Schema,
  ) => Promise<z.output<Schema>>;
  readonly clicks: (selector: string) => Promise<void>;
  readonly types: (selector: string, text: string) => Promise<void>;
  readonly presses: (key: 'Tab' | 'Enter') => Promise<void>;
  /** As if the file had been chosen in the dialog of that input. */
  readonly chooses: (selector: string, file: string) => Promise<void>;
  /** Waits until the expression is true, looking again whenever the page changes. */
  readonly waits: (expression: string) => Promise<void>;
  /** Resolves when a download begun after the call is complete, with its name as suggested. */
  readonly downloads: (folder: string, begin: () => Promise<void>) => Promise<string>;
  /** The window becomes so large, in CSS pixels. */
  readonly resizes: (width: number, height: number) => Promise<void>;
  /** PNG. */
  readonly picture: () => Promise<Buffer>;
  /** Errors of scripts, refused sources and the like. */
  readonly troubles: readonly string[];
};

export type Browser = {
  readonly open: (url: string) => Promise<BrowserPage>;
  readonly close: () => Promise<void>;
};

const deadlineMs = 15_000;

/** Starts Chromium without a window, with a profile of its own. */
export async function startBrowser(): Promise<Browser> {
  if (program === undefined) throw new Error('no Chromium on the PATH');
  const profile = await mkdtemp(join(tmpdir(), 'nb-browser-'));
  const child = spawn(
    program,
    [
      ...['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
      ...['--remote-debugging-port=0', `--user-data-dir=${profile}`, '--no-first-run'],
      ...['--window-size=900,900', '--lang=uz', 'about:blank'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = once(child, 'exit');
  let address: string | undefined;
  for await (const line of createInterface({ input: child.stderr })) {
    address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) break;
  }
  if (address === undefined) throw new Error('Chromium did not start');
  child.stderr.resume();
  const wire = await connect(address);
  return {
    open: (url) => openPage(wire, url),
    close: async () => {
      child.kill();
      await exited;
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

type Listener = (method: string, parameters: unknown, sessionId: string | undefined) => void;

/** The DevTools protocol, as far as it is used here. Source: chromedevtools.github.io. */
type Wire = {
  readonly call: (method: string, parameters?: object, sessionId?: string) => Promise<unknown>;
  readonly listen: (listener: Listener) => void;
};

const incoming = z.object({
  id: z.number().optional(),
  sessionId: z.string().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

async function connect(address: string): Promise<Wire> {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners: Listener[] = [];
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, sessionId, method, params, result, error } = incoming.parse(
      JSON.parse(z.string().parse(data)),
    );
    if (method !== undefined) {
      for (const listener of listeners) listener(method, params, sessionId);
      return;
    }
    const answer = waiting.get(id ?? 0);
    if (error) answer?.reject(new Error(error.message));
    else answer?.resolve(result);
  });
  return {
    call: (method, params = {}, sessionId) => {
      const id = (lastId += 1);
      const answer = Promise.withResolvers<unknown>();
      waiting.set(id, answer);
      socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
      const timer = setTimeout(() => {
        answer.reject(new Error(`Chromium did not answer ${method}`));
      }, 2 * deadlineMs);
      return answer.promise.finally(() => {
        clearTimeout(timer);
      });
    },
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}

async function openPage(wire: Wire, url: string): Promise<BrowserPage> {
  const { targetId } = z
    .object({ targetId: z.string() })
    .parse(await wire.call('Target.createTarget', { url: 'about:blank' }));
  const { sessionId } = z
    .object({ sessionId: z.string() })
    .parse(await wire.call('Target.attachToTarget', { targetId, flatten: true }));
  const call = (method: string, parameters?: object): Promise<unknown> =>
    wire.call(method, parameters, sessionId);
  const troubles = await collectTroubles(wire, call, sessionId);

  const read: BrowserPage['read'] = async (expression, schema) => {
    const parameters = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = evaluated.parse(
      await call('Runtime.evaluate', parameters),
    );
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return schema.parse(result.value);
  };
  const waits = async (expression: string): Promise<void> => {
    await read(
      `new Promise((resolve, reject) => {
        const look = () => { if (!(${expression})) return; observer.disconnect(); resolve(true); };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        setTimeout(() => reject(new Error('not true in time: ' + ${JSON.stringify(expression)} + '\\n' + document.body.innerText)), ${deadlineMs});
        look();
      })`,
      z.unknown(),
    );
  };
  await call('Page.navigate', { url });
  await waits("document.readyState === 'complete'");

  const found = (selector: string): string => `document.querySelector(${JSON.stringify(selector)})`;
  return {
    read,
    waits,
    troubles,
    clicks: async (selector) => {
      await waits(found(selector));
      await read(`${found(selector)}.click()`, z.unknown());
    },
    types: async (selector, text) => {
      await read(`${found(selector)}.focus()`, z.unknown());
      await call('Input.insertText', { text });
    },
    presses: async (key) => {
      const code = { Tab: 9, Enter: 13 }[key];
      const press = { key, code: key, windowsVirtualKeyCode: code };
      const text = key === 'Enter' ? { text: '\r' } : {};
      await call('Input.dispatchKeyEvent', { type: 'keyDown', ...press, ...text });
      await call('Input.dispatchKeyEvent', { type: 'keyUp', ...press });
    },
    chooses: async (selector, file) => {
      const { root } = z
        .object({ root: z.object({ nodeId: z.number() }) })
        .parse(await call('DOM.getDocument'));
      const node = { nodeId: root.nodeId, selector };
      const { nodeId } = z
        .object({ nodeId: z.number() })
        .parse(await call('DOM.querySelector', node));
      await call('DOM.setFileInputFiles', { nodeId, files: [file] });
    },
    downloads: async (folder, begin) => {
      const done = Promise.withResolvers<string>();
      let name = '';
      wire.listen((method, parameters) => {
        if (method === 'Browser.downloadWillBegin') {
          name = z.object({ suggestedFilename: z.string() }).parse(parameters).suggestedFilename;
        }
        if (method !== 'Browser.downloadProgress') return;
        const { state } = z.object({ state: z.string() }).parse(parameters);
        if (state === 'completed') done.resolve(name);
        if (state === 'canceled') done.reject(new Error('the download was cancelled'));
      });
      const behaviour = { behavior: 'allow', downloadPath: folder, eventsEnabled: true };
      await wire.call('Browser.setDownloadBehavior', behaviour);
      await begin();
      return done.promise;
    },
    resizes: async (width, height) => {
      const size = { width, height, deviceScaleFactor: 1, mobile: false };
      await call('Emulation.setDeviceMetricsOverride', size);
      await waits(`innerWidth === ${width}`);
    },
    picture: async () => {
      const { data } = z
        .object({ data: z.base64() })
        .parse(await call('Page.captureScreenshot', { format: 'png' }));
      return Buffer.from(data, 'base64');
    },
  };
}

const evaluated = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z
    .object({
      text: z.string(),
      exception: z.object({ description: z.string().optional() }).optional(),
    })
    .optional(),
});

async function collectTroubles(
  wire: Wire,
  call: (method: string) => Promise<unknown>,
  ownSession: string,
): Promise<readonly string[]> {
  const troubles: string[] = [];
  wire.listen((method, parameters, sessionId) => {
    if (sessionId !== ownSession) return;
    if (method === 'Runtime.exceptionThrown' || isError(method, parameters)) {
      troubles.push(JSON.stringify(parameters));
    }
  });
  for (const domain of ['Page', 'Runtime', 'DOM', 'Log']) await call(`${domain}.enable`);
  return troubles;
}

function isError(method: string, parameters: unknown): boolean {
  if (method !== 'Log.entryAdded') return false;
  const shape = z.object({ entry: z.object({ level: z.string() }) });
  return shape.parse(parameters).entry.level === 'error';
}
