import { badRequest, NotEmulated } from './api-error.ts';
import { sortEntities, type Entity, type FormattedText } from './entity.ts';
import { findEntities } from './find-entities.ts';
import { parseHtml } from './parse-html.ts';

export type TextInput = {
  readonly text: string;
  readonly parseMode?: string | undefined;
  readonly entities?: readonly Entity[] | undefined;
};

/** 4096 for a text, 1024 for a caption, counted after entities parsing. Source: Bot API. */
const maxTextLength = 4096;
const maxCaptionLength = 1024;
/** Bytes before parsing. Source: tdlib/telegram-bot-api, `get_formatted_text`. */
const maxInputBytes = 1 << 15;

/** A bot's text as Telegram stores it: parsed, trimmed, with found entities. May be empty. */
export function formatText(input: TextInput): FormattedText {
  if (Buffer.byteLength(input.text) > maxInputBytes) throw badRequest('text is too long');
  const trimmed = trimText(parse({ ...input, text: input.text.replaceAll('\r', '') }));
  const found = findEntities(trimmed.text, trimmed.entities);
  return { text: trimmed.text, entities: sortEntities([...trimmed.entities, ...found]) };
}

/** The text of a message: not empty, not too long. */
export function formatMessageText(input: TextInput): FormattedText {
  if (input.text === '') throw badRequest('message text is empty');
  const formatted = formatText(input);
  if (formatted.text === '') throw badRequest('text must be non-empty');
  if (lengthOf(formatted.text) > maxTextLength) throw badRequest('message is too long');
  return formatted;
}

export function formatCaption(input: TextInput): FormattedText {
  const formatted = formatText(input);
  if (lengthOf(formatted.text) > maxCaptionLength) {
    throw badRequest('message caption is too long');
  }
  return formatted;
}

/** Telegram counts characters (code points), entities in UTF-16 units. */
function lengthOf(text: string): number {
  return [...text].length;
}

function parse({ text, parseMode, entities }: TextInput): FormattedText {
  if (parseMode === undefined || parseMode === '' || text === '') {
    return { text, entities: entities ?? [] };
  }
  switch (parseMode.toLowerCase()) {
    case 'html':
      return parseHtml(text);
    case 'markdown':
    case 'markdownv2':
      throw new NotEmulated(`parse_mode ${parseMode}`);
    default:
      throw badRequest('unsupported parse_mode');
  }
}

function trimText({ text, entities }: FormattedText): FormattedText {
  const start = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const kept = entities.flatMap((entity) => {
    const from = Math.max(entity.offset - start, 0);
    const to = Math.min(entity.offset - start + entity.length, trimmed.length);
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  return { text: trimmed, entities: kept };
}
