import type { FileEdit, Title } from '../change/plan.ts';
import { checkAriEdits } from './check-ari-edits.ts';
import type { PlannedEdit } from './plan-edit.ts';
import type { AriFolder } from './read-ari.ts';

/** The plan of one edit of ari.conf: checked by Asterisk's own load rules, reloaded, proven for the users named. */
export async function planAriEdit(
  folder: AriFolder,
  edit: FileEdit,
  { names, title }: { readonly names: readonly string[]; readonly title: Title },
): Promise<PlannedEdit> {
  const faults = await checkAriEdits(folder, [edit]);
  if (faults.length > 0) return { type: 'refused', faults };
  return {
    type: 'planned',
    plan: {
      title,
      edits: [edit],
      reload: ['res_ari.so'],
      proof: { kind: 'ariAccess', subject: names },
    },
  };
}
