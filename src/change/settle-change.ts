import { readFileState, removeFile, replaceFile } from '../files/edit-files.ts';
import { NotFound, Stop, messageOf } from '../lib/error.ts';
import type { ChangeDeps, ChangeEnd, ProofResult } from './change-deps.ts';
import { reasonText } from './reasons.ts';
import type { ChangeRecord, JournalFile } from './store.ts';

export type ChangeStep = 'reloading' | 'proving';

/**
 * Brings a change whose files are all written to its end: reload, proof, commit; or, when the running
 * Asterisk does not agree, everything put back. Safe to run again after a crash.
 * `whenUnknown`: what to do when Asterisk cannot be asked. A person at the phone wants the old state
 * back; after a restart of the machine Asterisk is only booting, and the change waits for it.
 */
export async function finishChange(
  deps: ChangeDeps,
  change: ChangeRecord,
  {
    whenUnknown,
    onStep,
  }: { readonly whenUnknown: 'restore' | 'wait'; readonly onStep?: (step: ChangeStep) => void },
): Promise<ChangeEnd> {
  const { changeId } = change;
  const result = await reloadAndProve(deps, change, onStep);
  if (result.type === 'unknown' && whenUnknown === 'wait') {
    return { type: 'stuck', changeId, because: result.what, willRetry: true };
  }
  if (result.type !== 'agrees') return restoreChange(deps, change, result.what);
  await close(deps, change, { state: 'done' });
  return { type: 'done', changeId };
}

/**
 * Puts every file of a change back as it was, reloads, and proves that the running Asterisk is as
 * before. A file that somebody else changed meanwhile is left alone and named.
 */
export async function restoreChange(
  deps: ChangeDeps,
  change: ChangeRecord,
  because: string,
): Promise<ChangeEnd> {
  const { changeId } = change;
  await deps.journal.markRestoring(changeId, because);
  const foreign: string[] = [];
  try {
    for (const file of change.files.toReversed()) {
      if (!(await restoreFile(deps, file))) foreign.push(file.path);
    }
  } catch (error) {
    deps.log.error({ changeId, cause: messageOf(error) }, 'a file could not be put back');
    const reason = `${because} ${messageOf(error)}`;
    // A snapshot that is gone does not come back: nobody is helped by waiting for it.
    const willRetry = !(error instanceof NotFound);
    if (!willRetry) {
      await close(deps, change, { state: 'stuck', because: reason });
    }
    return { type: 'stuck', changeId, because: reason, willRetry };
  }
  const result = await reloadAndProve(deps, change);
  if (result.type === 'unknown') {
    const reason = result.what === because ? because : `${because} ${result.what}`;
    return { type: 'stuck', changeId, because: reason, willRetry: true };
  }
  const troubles = [
    ...foreign.map((file) => reasonText('foreign', { file })),
    ...(result.type === 'differs' ? [result.what] : []),
  ];
  const state = troubles.length === 0 ? 'putBack' : 'stuck';
  const reason = [because, ...troubles].join(' ');
  await close(deps, change, { state, because: reason });
  return state === 'putBack'
    ? { type: 'putBack', changeId, because: reason }
    : { type: 'stuck', changeId, because: reason, willRetry: false };
}

/** The log has one line for each change, so that it tells what was done, not only what went wrong. */
async function close(
  { journal, clock, log }: ChangeDeps,
  { changeId, title, telegramId }: ChangeRecord,
  end: { readonly state: 'done' | 'putBack' | 'stuck'; readonly because?: string },
): Promise<void> {
  await journal.close(changeId, { ...end, at: clock.now() });
  const { key: what, args: about } = title;
  log.info(
    { what, about, telegramId, changeId, end: end.state, because: end.because },
    'a change came to its end',
  );
}

/** `unknown`: Asterisk could not be asked, or the files could not be read. */
async function reloadAndProve(
  deps: ChangeDeps,
  change: ChangeRecord,
  onStep: (step: ChangeStep) => void = () => undefined,
): Promise<ProofResult | { readonly type: 'unknown'; readonly what: string }> {
  try {
    onStep('reloading');
    for (const module of change.reload) await deps.reload(module);
    onStep('proving');
    const prove = deps.provers[change.proof.kind];
    if (!prove) return { type: 'differs', what: `Nobody can prove "${change.proof.kind}".` };
    return await prove(change.proof.subject);
  } catch (error) {
    if (error instanceof Stop) return { type: 'unknown', what: error.message };
    throw error;
  }
}

/** False when the file is neither as before nor as after: somebody else's. */
async function restoreFile(deps: ChangeDeps, file: JournalFile): Promise<boolean> {
  const now = (await readFileState(file.path))?.identity.sha256;
  if (now === file.before) return true;
  if (now !== file.after) return false;
  if (file.before === undefined) {
    if (now !== undefined) await removeFile(file.path, now);
    return true;
  }
  await replaceFile(file.path, { text: await deps.snapshots.read(file.before), expected: now });
  return true;
}
