import { z } from 'zod';
import type { Screen } from './door.ts';

const style = z.enum(['danger', 'success', 'primary']).exactOptional();
const label = z.string();
const buttonSchema = z.union([
  z.object({
    ...{ label, action: z.string(), args: z.json().exactOptional(), style },
    isShared: z.boolean().exactOptional(),
  }),
  z.object({ label, copy: z.string() }),
  z.object({ label, url: z.string() }),
]);
const screenSchema = z.object({
  text: z.string(),
  buttons: z.array(z.array(buttonSchema)).exactOptional(),
});

/** A card's screen as it lies in the outbox. Only standing buttons make sense on a card. */
export function readCardScreen(wanted: string): Screen {
  return screenSchema.parse(JSON.parse(wanted));
}
