import { badRequest } from './api-error.ts';
import type { Json } from './json.ts';

/**
 * A parameter of a form (urlencoded or multipart), where everything is text, as the type the Bot
 * API asks for. Numbers and booleans are read, lists and objects are "JSON-serialized".
 * Text that does not fit stays text, so that the check of types refuses it.
 */
export function readFormValue(types: readonly string[], text: string, name: string): Json {
  if (types.includes('Integer') && /^-?\d{1,16}$/.test(text)) return Number(text);
  if (types.includes('Float') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (types.includes('Boolean')) {
    if (/^(true|1)$/i.test(text)) return true;
    if (/^(false|0)$/i.test(text)) return false;
  }
  const isStructured = types.every((type) => !plainTypes.has(type));
  return isStructured ? parseJson(text, name) : text;
}

const plainTypes = new Set(['Integer', 'Float', 'Boolean', 'String', 'InputFile']);

function parseJson(text: string, name: string): Json {
  try {
    // JSON.parse gives Json by its definition; `any` is what its type says.
    const value: Json = JSON.parse(text) as Json;
    return value;
  } catch {
    throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
  }
}
