import { z } from 'zod';

/** Whose extension it is: an existing person, a new operator by name, or without either nobody. */
export type Tie = {
  readonly number: string;
  /** False frees the number. */
  readonly isTied: boolean;
  readonly personId: number | undefined;
  /** '' where there is nobody. */
  readonly personName: string;
};

/** The effect of a change that ties or frees extensions: a feature's store carries it out. */
export const tieEffect = 'tieExtensions';

/** The data of that effect, as the journal keeps it. */
export const tiesSchema = z.array(
  z.object({
    number: z.string(),
    isTied: z.boolean(),
    personId: z.number().optional(),
    personName: z.string(),
  }),
);
