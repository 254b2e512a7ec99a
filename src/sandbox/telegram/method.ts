import type { z } from 'zod';
import type { Json } from './json.ts';
import type { UploadedFile } from './read-multipart.ts';
import type { Room } from './room.ts';

/** What comes with a call besides its parameters. */
export type CallSurroundings = {
  readonly files: ReadonlyMap<string, UploadedFile>;
  /** Aborted when the caller has hung up. */
  readonly signal: AbortSignal;
};

export type Method = (
  parameters: Readonly<Record<string, Json | undefined>>,
  room: Room,
  surroundings: CallSurroundings,
) => Json | Promise<Json>;

/** A Bot API method. Its parameters are already held to the Bot API's types; the schema reads them. */
export function method<Schema extends z.ZodType>(
  schema: Schema,
  run: (
    input: z.output<Schema>,
    room: Room,
    surroundings: CallSurroundings,
  ) => Json | Promise<Json>,
): Method {
  return (parameters, room, surroundings) => run(schema.parse(parameters), room, surroundings);
}
