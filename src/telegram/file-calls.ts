import { InputFile, type Api } from 'grammy';
import type { Attachment } from './door.ts';

export type FileKind = 'photo' | 'document';

type CaptionOptions = { readonly caption?: string; readonly parse_mode?: 'HTML' };

/** Telegram's calls that carry a file, alike for both kinds. */
export function fileCalls(api: Api) {
  return {
    send: (
      chatId: number,
      kind: FileKind,
      { name, bytes }: Attachment,
      options: Parameters<Api['sendPhoto']>[2] & Parameters<Api['sendDocument']>[2],
    ): Promise<{ readonly message_id: number }> => {
      const file = inputFile(bytes, name);
      return kind === 'photo'
        ? api.sendPhoto(chatId, file, options)
        : api.sendDocument(chatId, file, options);
    },
    /** Puts the file in the place of what the message shows; a text's too. */
    replace: (
      { chatId, messageId }: { readonly chatId: number; readonly messageId: number },
      kind: FileKind,
      { name, bytes }: Attachment,
      {
        caption,
        options,
      }: { caption: CaptionOptions; options: Parameters<Api['editMessageMedia']>[3] },
    ) => {
      const media = { type: kind, media: inputFile(bytes, name), ...caption };
      return api.editMessageMedia(chatId, messageId, media, options);
    },
  };
}

/** grammY puts the name into a header as it is, and there Telegram ends it at a semicolon. */
function inputFile(bytes: Uint8Array, name: string): InputFile {
  return new InputFile(bytes, name.replaceAll(/[\p{C};]/gu, '_'));
}
