import { messageOf } from '../../lib/error.ts';
import type { CustomerKey } from '../../meta/customer-event.ts';
import type { Route } from '../../storage/routes.ts';
import { customerName } from './customer-name.ts';
import type { CustomerTopic, OpenTopic } from './store.ts';
import type { TopicsDeps } from './topics-deps.ts';

/** So many of the last messages are shown again in place of a topic that was deleted. */
const shownAgain = 5;

/**
 * The customer's topic in the group of the route; made, with the message at its head, when there is none
 * there. Where messages were shown before, the last ones are shown again. Throws what Telegram's calls
 * throw; then it can be called again. `saidAt`: when the customer wrote just now.
 */
export async function openTopic(
  deps: TopicsDeps,
  route: Route,
  customer: CustomerKey,
  saidAt?: number,
): Promise<OpenTopic> {
  const { store } = deps;
  const known = (await store.find(customer)) ?? (await addCustomer(deps, customer));
  if (saidAt !== undefined) await store.noteSaid(known.talkId, saidAt);
  if (known.place?.chatId === route.chatId) return { ...known, place: known.place };
  const title = deps.titleOf({ ...known, isClosed: false });
  const topicId = await deps.topics.create(route.chatId, title);
  const place = { chatId: route.chatId, topicId };
  await store.bind(known.talkId, place, title);
  const fresh = { ...known, place, isClosed: false };
  await deps.showFirst(fresh.talkId);
  await showAgain(deps, route, fresh, known.place ? 'inbox-moved-here' : 'inbox-recreated');
  if (known.place) await leaveOld(deps, route, { from: known.place, to: place });
  return fresh;
}

/** Who goes on writing in the topic of an earlier group must not believe that it arrives. */
async function leaveOld(
  { chat, topics, topicLink, wordsOf, log }: TopicsDeps,
  route: Route,
  { from, to }: { readonly from: OpenTopic['place']; readonly to: OpenTopic['place'] },
): Promise<void> {
  const link = topicLink(to.chatId, to.topicId) ?? '';
  const text = wordsOf(route.locale)('inbox-moved-away', { link });
  try {
    await chat.sendMessage(from.chatId, { text }, { topicId: from.topicId, silent: true });
    await topics.close(from.chatId, from.topicId);
  } catch (error) {
    // The bot may have left that group; the talk goes on in the other one.
    log.info({ chatId: from.chatId, cause: messageOf(error) }, 'an old topic stays as it is');
  }
}

async function addCustomer(deps: TopicsDeps, customer: CustomerKey): Promise<CustomerTopic> {
  const { store, readName, clock } = deps;
  // Without a name, a talk goes on as well.
  const said = await readName(customer).catch(() => undefined);
  return store.add(customer, customerName(said, customer.customerId), clock.now());
}

async function showAgain(
  { store, chat, wordsOf }: TopicsDeps,
  route: Route,
  { talkId, place: { chatId, topicId } }: OpenTopic,
  because: 'inbox-moved-here' | 'inbox-recreated',
): Promise<void> {
  const posts = await store.listLastPosts(talkId, shownAgain);
  if (posts.length === 0) return;
  const words = wordsOf(route.locale);
  const text = [words(because), ...posts.map(({ html }) => html)].join('\n\n');
  await chat.sendMessage(chatId, { text }, { topicId, silent: true });
}
