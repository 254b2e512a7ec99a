import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The Bot API's own list of methods and types, reduced to names, types and "required". */
export type BotApi = {
  readonly version: string;
  /** By the method's name in lower case: Telegram does not mind the case of method names. */
  readonly methods: ReadonlyMap<string, ApiMethod>;
  readonly types: ReadonlyMap<string, ApiType>;
};

export type ApiMethod = {
  readonly name: string;
  readonly parameters: readonly ApiField[];
  readonly returns: readonly string[];
};

/** Either an object with fields or "one of these types". */
export type ApiType =
  | { readonly fields: readonly ApiField[]; readonly oneOf?: undefined }
  | { readonly oneOf: readonly string[]; readonly fields?: undefined };

export type ApiField = {
  readonly name: string;
  /** For example `Integer`, `Array of Array of PhotoSize`, `ReplyParameters`. */
  readonly types: readonly string[];
  readonly isRequired: boolean;
};

/** Reads `bot-api.json` (about 110 kB, origin in SOURCES.md). */
export function loadBotApi(): BotApi {
  const text = readFileSync(join(import.meta.dirname, 'bot-api.json'), 'utf8');
  const raw = botApiFile.parse(JSON.parse(text));
  const methods = Object.entries(raw.methods).map(
    ([name, { parameters, returns }]) =>
      [
        name.toLowerCase(),
        { name, parameters: readFields(parameters), returns: returns.split(' or ') },
      ] as const,
  );
  const types = Object.entries(raw.types).map(([name, type]): readonly [string, ApiType] => [
    name,
    'oneOf' in type ? { oneOf: type.oneOf.split(', ') } : { fields: readFields(type.fields) },
  ]);
  return { version: raw.version, methods: new Map(methods), types: new Map(types) };
}

const botApiFile = z.object({
  version: z.string(),
  methods: z.record(z.string(), z.object({ parameters: z.string(), returns: z.string() })),
  types: z.record(
    z.string(),
    z.union([z.object({ oneOf: z.string() }), z.object({ fields: z.string() })]),
  ),
});

function readFields(line: string): readonly ApiField[] {
  if (line === '') return [];
  return line.split(', ').map((field) => {
    const [name = '', types = ''] = field.split(': ');
    return {
      name: name.replace('?', ''),
      isRequired: !name.endsWith('?'),
      types: types.split(' or '),
    };
  });
}
