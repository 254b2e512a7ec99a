import { z } from 'zod';

/** An operator who was entered by name only is called otherwise. */
export type Rename = { readonly personId: number; readonly from: string; readonly to: string };

/** The effect of a change that renames an operator: a feature's store carries it out. */
export const renameEffect = 'renameOperator';

/** The data of that effect, as the journal keeps it. */
export const renameSchema = z.object({
  personId: z.number(),
  from: z.string(),
  to: z.string(),
});
