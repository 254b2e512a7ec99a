import type { BotApi } from './bot-api.ts';
import type { CallbackQueries } from './callback-queries.ts';
import type { BotSettings } from './bot-settings.ts';
import type { Updates } from './updates.ts';
import type { Webhook } from './webhook.ts';
import type { World } from './world.ts';

/** What a Bot API method works with. */
export type Room = {
  readonly api: BotApi;
  readonly world: World;
  readonly updates: Updates;
  readonly callbackQueries: CallbackQueries;
  readonly settings: BotSettings;
  readonly webhook: Webhook;
};
