import { z } from 'zod';
import type { FakeTelegram } from './telegram.ts';

const answer = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error_code: z.number(),
    description: z.string(),
    parameters: z.record(z.string(), z.number()).optional(),
  }),
]);

/** Calls a method as a bot without a library would, with a JSON body, and gives the answer's body. */
export async function callBotApi(
  telegram: Pick<FakeTelegram, 'apiRoot' | 'token'>,
  method: string,
  parameters: object = {},
): Promise<z.output<typeof answer>> {
  const response = await fetch(`${telegram.apiRoot}/bot${telegram.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  return answer.parse(await response.json());
}

/** The result of a call that must succeed. */
export async function resultOf<Schema extends z.ZodType>(
  telegram: Pick<FakeTelegram, 'apiRoot' | 'token'>,
  method: string,
  parameters: object,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body = await callBotApi(telegram, method, parameters);
  if (!body.ok) throw new Error(body.description);
  return schema.parse(body.result);
}

/** Why a call was refused; `'ok'` when it was not. */
export async function refusalOf(
  telegram: Pick<FakeTelegram, 'apiRoot' | 'token'>,
  method: string,
  parameters: object = {},
): Promise<string> {
  const body = await callBotApi(telegram, method, parameters);
  return body.ok ? 'ok' : body.description;
}

export const message = z.looseObject({ message_id: z.number() });
