import type { ApiField, BotApi } from './bot-api.ts';
import { isJsonObject } from './json.ts';

/**
 * Holds a value to a type of the Bot API. Returns what is wrong, each with its path
 * (`reply_markup.inline_keyboard[0][1].callback_data: String expected`), or nothing.
 */
export function checkValue(
  api: BotApi,
  types: readonly string[],
  value: unknown,
  path: string,
): readonly string[] {
  let best: readonly string[] | undefined;
  for (const type of types) {
    const problems = checkAgainst(api, type, value, path);
    if (problems.length === 0) return [];
    if (best === undefined || problems.length < best.length) best = problems;
  }
  // Of several object types, the nearest one's complaints help most.
  if (isJsonObject(value) && best !== undefined) return best;
  return types.length > 1 ? [`${path}: ${types.join(' or ')} expected`] : (best ?? []);
}

/** Holds an object to a list of fields: none missing, none unknown, each of its type. */
export function checkFields(
  api: BotApi,
  fields: readonly ApiField[],
  value: Readonly<Record<string, unknown>>,
  path: string,
): readonly string[] {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const known = new Map(fields.map((field) => [field.name, field]));
  const missing = fields
    .filter((field) => field.isRequired && value[field.name] === undefined)
    .map((field) => `${at(field.name)} is required`);
  const present = Object.entries(value).flatMap(([name, member]) => {
    if (member === undefined) return [];
    const field = known.get(name);
    if (field === undefined) return [`${at(name)} is not in ${api.version}`];
    return checkValue(api, field.types, member, at(name));
  });
  return [...missing, ...present];
}

const arrayOf = 'Array of ';

function checkAgainst(api: BotApi, type: string, value: unknown, path: string): readonly string[] {
  if (type.startsWith(arrayOf)) {
    if (!Array.isArray(value)) return [`${path}: Array expected`];
    const inner = type.slice(arrayOf.length);
    return value.flatMap((member, index) => checkValue(api, [inner], member, `${path}[${index}]`));
  }
  const isOfPlainType = plainTypes[type];
  if (isOfPlainType !== undefined) return isOfPlainType(value) ? [] : [`${path}: ${type} expected`];
  const described = api.types.get(type);
  if (described === undefined) throw new Error(`bot-api.json names an unknown type: ${type}`);
  if (described.oneOf !== undefined) return checkValue(api, described.oneOf, value, path);
  if (!isJsonObject(value)) return [`${path}: ${type} expected`];
  return checkFields(api, described.fields, value, path);
}

const plainTypes: Readonly<Record<string, (value: unknown) => boolean>> = {
  Integer: (value) => Number.isSafeInteger(value),
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  // A file of the request or `attach://name`; both reach the check as text.
  InputFile: (value) => typeof value === 'string',
};
