import type { AutoDeps } from './auto-deps.ts';
import { chooseAnswer } from './choose-answer.ts';
import { autoOnTelegram } from './on-telegram.ts';

export { createAutoStore } from './store.ts';

/** What customers are told without a person: a greeting, and that nobody is there now. */
export function createAutoAnswers(deps: AutoDeps) {
  return {
    telegram: autoOnTelegram(deps),
    answerOf: (said: Parameters<typeof chooseAnswer>[1]) => chooseAnswer(deps, said),
  };
}
