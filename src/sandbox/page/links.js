/**
 * Where a link leads on this page, as Telegram's own app would: the bot's start becomes something to
 * say, a private group's link a place in it. Undefined for the rest of the web. The general topic is
 * linked to as 1. Source: core.telegram.org/api/links.
 */
export function insideOf(url) {
  const parameter = /^https:\/\/t\.me\/\w+\?start=([\w-]+)$/.exec(url)?.[1];
  if (parameter !== undefined) return { say: `/start ${parameter}` };
  const [, group, topic] = /^https:\/\/t\.me\/c\/(\d+)\/(\d+)(?:\/\d+)?$/.exec(url) ?? [];
  if (group === undefined) return undefined;
  return { place: { chatId: Number(`-100${group}`), threadId: Number(topic) } };
}
