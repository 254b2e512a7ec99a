import { InputFile, type Api } from 'grammy';
import { stopOf } from './api-trouble.ts';
import type { KnownMessages } from './known-messages.ts';

export type MediaKind = 'photo' | 'video' | 'voice' | 'audio' | 'document';

type Place = {
  readonly chatId: number;
  readonly topicId: number;
  /** The message that is answered; when it is gone, the file stands alone. */
  readonly replyTo?: number;
  /** Plain, at most 1,024 characters. */
  readonly caption?: string;
};

/** Files that flow through to a topic, sent once. They throw Unreachable and Refused as `chat.ts` says. */
export type MediaOut = {
  /** Telegram takes photos of 10 MB and other files of 50 MB. Source: Bot API, "Sending files". */
  readonly send: (
    place: Place,
    kind: MediaKind,
    file: { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> },
  ) => Promise<number>;
  readonly sendLocation: (
    place: Place,
    spot: { readonly latitude: number; readonly longitude: number },
  ) => Promise<number>;
};

export function createMediaOut(api: Api, known: Pick<KnownMessages, 'note'>): MediaOut {
  const sent = async (
    chatId: number,
    call: () => Promise<{ readonly message_id: number }>,
  ): Promise<number> => {
    try {
      const message = await call();
      known.note(chatId, message.message_id);
      return message.message_id;
    } catch (error) {
      throw stopOf(error);
    }
  };
  return {
    send: (place, kind, { name, bytes }) => {
      const { chatId } = place;
      // grammY puts the name into a header as it is, and there Telegram ends it at a semicolon.
      const file = new InputFile(bytes, name.replaceAll(/[\p{C};]/gu, '_'));
      const { caption } = place;
      const options = { ...optionsOf(place), ...(caption !== undefined && { caption }) };
      return sent(chatId, () => {
        switch (kind) {
          case 'photo':
            return api.sendPhoto(chatId, file, options);
          case 'video':
            return api.sendVideo(chatId, file, options);
          case 'voice':
            return api.sendVoice(chatId, file, options);
          case 'audio':
            return api.sendAudio(chatId, file, options);
          case 'document':
            return api.sendDocument(chatId, file, options);
        }
      });
    },
    sendLocation: (place, { latitude, longitude }) =>
      sent(place.chatId, () =>
        api.sendLocation(place.chatId, latitude, longitude, optionsOf(place)),
      ),
  };
}

function optionsOf({ topicId, replyTo }: Place) {
  return {
    message_thread_id: topicId,
    ...(replyTo !== undefined && {
      reply_parameters: { message_id: replyTo, allow_sending_without_reply: true },
    }),
  };
}
