import { z } from 'zod';

/** `Array of MessageEntity`, as a bot may give it instead of a parse mode. */
export const entities = z.array(
  z.object({
    type: z.string(),
    offset: z.number(),
    length: z.number(),
    url: z.string().exactOptional(),
    language: z.string().exactOptional(),
    custom_emoji_id: z.string().exactOptional(),
    user: z.object({ id: z.number(), is_bot: z.boolean(), first_name: z.string() }).exactOptional(),
    unix_time: z.number().exactOptional(),
    date_time_format: z.string().exactOptional(),
  }),
);
