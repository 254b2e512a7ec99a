/** A piece of a text with a meaning. Offset and length count UTF-16 units. */
export type Entity = {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
  readonly custom_emoji_id?: string;
  readonly user?: { readonly id: number; readonly is_bot: boolean; readonly first_name: string };
  readonly unix_time?: number;
  readonly date_time_format?: string;
};

export type FormattedText = { readonly text: string; readonly entities: readonly Entity[] };

/** Text order as Telegram gives it: by start, the longer (outer) first. */
export function sortEntities(entities: readonly Entity[]): readonly Entity[] {
  return entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}
