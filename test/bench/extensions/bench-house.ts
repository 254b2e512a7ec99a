import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAsteriskCli } from '../../../src/asterisk/cli.ts';
import { applyChange } from '../../../src/change/apply-change.ts';
import { planText } from '../../../src/change/change-words.ts';
import { createPlanShelf } from '../../../src/change/plan-shelf.ts';
import { fingerprintOf, type Plan } from '../../../src/change/plan.ts';
import { openCore } from '../../../src/core.ts';
import { createExtensions, type ExtensionsDeps } from '../../../src/features/extensions/index.ts';
import { proposeCreation } from '../../../src/features/extensions/propose-creation.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { createLog } from '../../../src/lib/log.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { proveExtensions } from '../../../src/pbx/prove-extensions.ts';
import { readDialplan } from '../../../src/pbx/read-dialplan.ts';
import { createPeople } from '../../../src/storage/people.ts';
import type { Screen, Visit } from '../../../src/telegram/door.ts';
import { createWords } from '../../../src/telegram/words.ts';
import { testConfig } from '../../support/app.ts';
import type { TestAsterisk } from '../../support/asterisk.ts';
import { policy } from './many-extensions.ts';
import { createStopwatch, type Spent } from './stopwatch.ts';

const source = join(import.meta.dirname, '../../../src');

/** The house without Telegram, with a stopwatch on what it waits for Asterisk. */
export type BenchHouse = {
  /** All that happens before the person sees the plan: read, checked, compared, masked. */
  readonly plan: (number: string) => Promise<Spent & { readonly plan: Plan }>;
  /** From the tap to the end. Throws when the change is not done. */
  readonly apply: (plan: Plan) => Promise<Spent>;
  /** The first page of `/extensions`. */
  readonly list: () => Promise<Spent>;
  readonly close: () => Promise<void>;
};

export async function openBenchHouse(asterisk: TestAsterisk): Promise<BenchHouse> {
  const varFolder = await mkdtemp(join(tmpdir(), 'nb-bench-'));
  const log = createLog({ level: 'silent' });
  const config = testConfig(asterisk, { apiRoot: 'http://127.0.0.1:9', token: '1:x' }, varFolder);
  const core = await openCore(config, systemClock, log);
  const watch = createStopwatch();
  const cli = createAsteriskCli({ command: asterisk.astCommand });
  const proof = {
    ari: { getDynamicConfig: watch.on(core.ari.getDynamicConfig) },
    folder: core.folder,
  };
  const change = {
    ...core.change,
    reload: watch.on(core.change.reload),
    provers: {
      ...core.change.provers,
      extensions: (numbers: readonly string[]) => proveExtensions(proof, numbers),
    },
  };
  const ftlFiles = globSync('{change,pbx,features/*}/*.ftl', { cwd: source });
  const words = createWords(
    ftlFiles.map((file) => join(source, file)),
    log,
  )('uz');
  const deps: ExtensionsDeps = {
    ...{ change, policy, log, folder: core.folder },
    ari: {
      ...core.ari,
      info: watch.on(core.ari.info),
      listEndpoints: watch.on(core.ari.listEndpoints),
    },
    readDialplan: watch.on(() => readDialplan(cli, policy.dialplanContext)),
    shelf: createPlanShelf(systemClock, () => 'handle'),
    people: createPeople(core.database),
    sendPhoneCard: () => Promise.resolve(),
    newPassword: () => new Secret('Generated2345Password'),
    openSecret: () => undefined,
  };
  const { commands = [] } = createExtensions(deps).telegram;
  const listCommand = commands.find(({ command }) => command === 'extensions');
  return {
    plan: async (number) => {
      const person = { personId: undefined, personName: `Operator ${number}` };
      const request = { ...person, number, kind: 'softphone', passwordHandle: undefined } as const;
      const { result, ...spent } = await watch.time(async () => {
        const proposal = await proposeCreation(deps, words, request);
        if (proposal.type !== 'planned') throw new Error(proposal.text);
        planText(words, proposal.plan);
        fingerprintOf(proposal.plan);
        return proposal.plan;
      });
      return { ...spent, plan: result };
    },
    apply: async (plan) => {
      const { result, ...spent } = await watch.time(() => {
        fingerprintOf(plan);
        return applyChange(change, { plan, telegramId: undefined });
      });
      if (result.type !== 'done') throw new Error(JSON.stringify(result));
      return spent;
    },
    list: async () => {
      const screens: Screen[] = [];
      const { result, ...spent } = await watch.time(async () => {
        await listCommand?.handle(visitWith(words, screens));
        return screens.length;
      });
      if (result === 0) throw new Error('/extensions showed nothing.');
      return spent;
    },
    close: async () => {
      await core.close();
      await rm(varFolder, { recursive: true });
    },
  };
}

function visitWith(words: Visit['words'], screens: Screen[]): Visit {
  const nothing = () => Promise.resolve();
  return {
    member: { telegramId: 1, name: 'Bench', role: 'owner', locale: 'uz' },
    ...{ chatId: 1, topicId: undefined, isForum: false, updateId: 1, pressedId: undefined, words },
    ...{ commandId: undefined },
    argument: '',
    show: (screen) => {
      screens.push(screen);
      return Promise.resolve();
    },
    shownId: () => undefined,
    send: () => Promise.resolve(0),
    ...{ toast: nothing, startFlow: nothing, sendDocument: nothing },
  };
}
