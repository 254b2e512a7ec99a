import { z } from 'zod';
import { formatMessageText } from '../formatted-text.ts';
import { method, type Method } from '../method.ts';
import { entities } from './entities.ts';
import { destination, sendContent } from './send-content.ts';

export const sendMessage: Method = method(
  destination.extend({
    text: z.string(),
    parse_mode: z.string().optional(),
    entities: entities.optional(),
  }),
  (input, room) =>
    sendContent(room, input, () => ({
      type: 'text',
      ...formatMessageText({
        text: input.text,
        parseMode: input.parse_mode,
        entities: input.entities,
      }),
    })),
);
