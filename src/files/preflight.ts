import type { ConfProblem, ConfTree } from './conf-tree.ts';

export function preflightPjsip(tree: ConfTree): readonly ConfProblem[] {
  return tree.problems;
}
