import path from 'node:path';
import { probeAri } from '../../asterisk/ari-probe.ts';
import { faultsText } from '../../change/change-words.ts';
import { refusal, type Proposal } from '../../change/confirm-change.ts';
import type { FileEdit, Plan } from '../../change/plan.ts';
import { mendAriFile } from '../../checks/mend-ari-file.ts';
import { mendHttpFile } from '../../checks/mend-http-file.ts';
import { ariFileProof, httpFileProof } from '../../checks/proof-kind.ts';
import { readAriSetup } from '../../checks/read-ari-setup.ts';
import { setGeneral } from '../../checks/set-general.ts';
import { readFileState } from '../../files/edit-files.ts';
import { parseEnvDocument, printEnvDocument, setEnv } from '../../files/env-document.ts';
import type { FixName } from '../../lib/check.ts';
import { checkAriEdits } from '../../pbx/check-ari-edits.ts';
import { readPbx } from '../../pbx/read-pbx.ts';
import type { Words } from '../../telegram/door.ts';
import type { FixDeps } from './doctor-deps.ts';

/** The change that mends one thing, made against today's files; or why there is none, in the person's words. */
export async function proposeFix(deps: FixDeps, words: Words, fix: FixName): Promise<Proposal> {
  const proposal = await makeProposal(deps, words, fix);
  const module = proposal.type === 'planned' ? proposal.plan.reload[0] : undefined;
  if (module === undefined || (await deps.canReload(module))) return proposal;
  return refusal(words('doctor-cannot-reload', { module }));
}

async function makeProposal(deps: FixDeps, words: Words, fix: FixName): Promise<Proposal> {
  switch (fix) {
    case 'ariFile':
      return mendAri(deps, words);
    case 'envPair':
      return takePairFromAri(deps, words);
    case 'ariReload':
      return planned({ fix, edits: [], reload: ['res_ari.so'], proof: await ariProof(deps) });
    case 'ariOrigins':
      return changeGeneral(deps, words, fix, { allowed_origins: 'localhost,127.0.0.1,::1' });
    case 'ariRecommended':
      return changeGeneral(deps, words, fix, {
        channelvars: 'CHANNEL(linkedid)',
        websocket_write_timeout: '5000',
      });
    case 'httpFile':
    case 'httpBind':
      return mendHttp(deps, words, fix);
    case 'pjsipReload':
      return reloadPhones(deps);
  }
}

function planned({
  fix,
  edits,
  reload,
  proof,
}: Pick<Plan, 'edits' | 'reload' | 'proof'> & { readonly fix: FixName }): Proposal {
  const title = { key: `doctor-title-${fix}`, args: {} };
  return { type: 'planned', plan: { title, edits, reload, proof } };
}

async function ariProof({ setup }: FixDeps): Promise<Plan['proof']> {
  const { pair } = await readAriSetup(setup);
  return { kind: ariFileProof, subject: [pair.username] };
}

async function mendAri(deps: FixDeps, words: Words): Promise<Proposal> {
  const { configFolder } = deps.setup;
  const { path: file, text, pair } = await readAriSetup(deps.setup);
  const after = await mendAriFile({ path: file, text: text ?? '', pair, configFolder });
  if (after !== text) return changeAri(deps, words, 'ariFile', { path: file, before: text, after });
  // The file is as it should be, so Asterisk has not read it.
  const faults = await checkAriEdits(deps.setup, []);
  if (faults.length > 0) return refusal(faultsText(words, faults));
  return planned({
    ...{ fix: 'ariReload', edits: [], reload: ['res_ari.so'] },
    proof: await ariProof(deps),
  });
}

async function changeAri(
  deps: FixDeps,
  words: Words,
  fix: FixName,
  edit: FileEdit,
): Promise<Proposal> {
  const faults = await checkAriEdits(deps.setup, [edit]);
  if (faults.length > 0) return refusal(faultsText(words, faults));
  return planned({ fix, edits: [edit], reload: ['res_ari.so'], proof: await ariProof(deps) });
}

async function changeGeneral(
  deps: FixDeps,
  words: Words,
  fix: FixName,
  wanted: Readonly<Record<string, string>>,
): Promise<Proposal> {
  const { path: file, text, general } = await readAriSetup(deps.setup);
  if (text === undefined || general?.file !== file) {
    return refusal(words('doctor-not-here', { file: general?.file ?? file }));
  }
  const after = setGeneral(text, general.line, wanted);
  if (after === text) return refusal(words('doctor-nothing-to-mend'));
  return changeAri(deps, words, fix, { path: file, before: text, after });
}

/** `.env` takes what ari.conf has, when Asterisk takes that already. */
async function takePairFromAri({ setup }: FixDeps, words: Words): Promise<Proposal> {
  const { pair, users } = await readAriSetup(setup);
  const user = users.find(({ name, isHashed }) => !isHashed && name === pair.username);
  const envText = (await readFileState(setup.envFile))?.text;
  if (!user || envText === undefined || setup.fixedByEnvironment.includes(passwordKey)) {
    return refusal(words('doctor-env-not-here'));
  }
  const { name: username, password } = user;
  const verdict = await probeAri({ ...setup.inUse(), username, password });
  if (verdict.type !== 'accepted') return refusal(words('doctor-env-not-taken'));
  const document = setEnv(parseEnvDocument(envText), passwordKey, password.reveal());
  return planned({
    fix: 'envPair',
    edits: [{ path: setup.envFile, before: envText, after: printEnvDocument(document) }],
    reload: [],
    proof: { kind: ariFileProof, subject: [username] },
  });
}

const passwordKey = 'ASTERISK_ARI_PASSWORD';

async function mendHttp(
  { setup }: FixDeps,
  words: Words,
  fix: 'httpFile' | 'httpBind',
): Promise<Proposal> {
  const file = path.join(setup.configFolder, 'http.conf');
  const before = (await readFileState(file))?.text;
  const after = mendHttpFile(before ?? '', {
    url: setup.inUse().url,
    isClosing: fix === 'httpBind',
  });
  if (after === before) return refusal(words('doctor-http-by-hand'));
  return planned({
    ...{ fix, edits: [{ path: file, before, after }], reload: ['http'] },
    proof: { kind: httpFileProof, subject: ['http.conf'] },
  });
}

/** Asterisk reads its phones again; those that the files have and it has not are the proof. */
async function reloadPhones({ folder }: FixDeps): Promise<Proposal> {
  const { extensions } = await readPbx(folder);
  const numbers = extensions
    .filter(({ isManaged, isDisabled }) => isManaged && !isDisabled)
    .map(({ number }) => number);
  return planned({
    ...{ fix: 'pjsipReload', edits: [], reload: ['res_pjsip.so'] },
    proof: { kind: 'extensions', subject: numbers.slice(0, mostProven) },
  });
}

/** Each costs three exchanges with ARI. */
const mostProven = 100;
