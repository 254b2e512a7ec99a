import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import type { JsonObject } from '../json.ts';
import type { MediaKind } from '../message.ts';
import { method, type Method } from '../method.ts';
import { entities } from './entities.ts';
import { inputMedia, mediaContent } from './media-content.ts';
import { destination, sendContent } from './send-content.ts';

export const sendPhoto = sendMedia('photo');
export const sendDocument = sendMedia('document');
export const sendVoice = sendMedia('voice');
export const sendAudio = sendMedia('audio');
export const sendVideo = sendMedia('video');
export const sendVideoNote = sendMedia('video_note');
export const sendAnimation = sendMedia('animation');
export const sendSticker = sendMedia('sticker');

function sendMedia(kind: MediaKind): Method {
  const schema = destination.extend({
    caption: z.string().optional(),
    parse_mode: z.string().optional(),
    caption_entities: entities.optional(),
    duration: z.number().optional(),
    width: z.number().optional(),
    height: z.number().optional(),
    performer: z.string().optional(),
    title: z.string().optional(),
  });
  // The file's own parameter is called after the kind: photo, voice, …
  const file = z.object({ [kind]: z.string() });
  const both = z.looseObject({}).transform((given) => ({
    ...schema.parse(given),
    type: kind,
    media: file.parse(given)[kind] ?? '',
  }));
  return method(both, (input, room, surroundings) =>
    sendContent(room, input, () => mediaContent(room, input, surroundings)),
  );
}

/** An album of 2 to 10. */
export const sendMediaGroup: Method = method(
  destination.extend({ media: z.array(inputMedia) }),
  (input, room, surroundings) => {
    if (input.media.length < 1 || input.media.length > 10) {
      throw badRequest('wrong number of items in the album; must be between 2 and 10');
    }
    const albumId = `${room.world.version() + 13_000_000_000}`;
    const contents = input.media.map((item) => mediaContent(room, item, surroundings));
    return contents.map((content) => sendContent(room, input, () => content, { albumId }));
  },
);

export const sendContact: Method = method(
  destination.extend({
    phone_number: z.string(),
    first_name: z.string(),
    last_name: z.string().optional(),
    vcard: z.string().optional(),
  }),
  (input, room) => {
    const { phone_number, first_name, last_name, vcard } = input;
    const value = { phone_number, first_name, last_name, vcard };
    return sendThing(room, input, 'contact', value, `👤 ${first_name} ${phone_number}`);
  },
);

export const sendLocation: Method = method(
  destination.extend({ latitude: z.number(), longitude: z.number() }),
  (input, room) => {
    const { latitude, longitude } = input;
    const label = `📍 ${latitude}, ${longitude}`;
    return sendThing(room, input, 'location', { latitude, longitude }, label);
  },
);

export const sendVenue: Method = method(
  destination.extend({
    latitude: z.number(),
    longitude: z.number(),
    title: z.string(),
    address: z.string(),
  }),
  (input, room) => {
    const { latitude, longitude, title, address } = input;
    const value = { location: { latitude, longitude }, title, address };
    return sendThing(room, input, 'venue', value, `📍 ${title}, ${address}`);
  },
);

export const sendDice: Method = method(
  destination.extend({ emoji: z.string().optional() }),
  (input, room) => {
    const emoji = input.emoji ?? '🎲';
    return sendThing(room, input, 'dice', { emoji, value: 4 }, emoji);
  },
);

function sendThing(
  room: Parameters<typeof sendContent>[0],
  input: z.output<typeof destination>,
  kind: string,
  value: JsonObject,
  label: string,
): JsonObject {
  return sendContent(room, input, () => ({ type: 'thing', kind, value, label }));
}
