/**
 * Leads to a topic, for those who are in its group. Undefined for a group of the old kind, which has no
 * topics. Source: core.telegram.org/api/links, "Private message links": `t.me/c/<id>/<id>`, where the first
 * one is the supergroup's without its -100; a topic's id is that of the message that opened it.
 */
export function topicLink(chatId: number, topicId: number): string | undefined {
  const [, bare] = /^-100(\d{5,})$/.exec(String(chatId)) ?? [];
  return bare === undefined ? undefined : `https://t.me/c/${bare}/${topicId}`;
}
