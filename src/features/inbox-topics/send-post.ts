import type { Route } from '../../storage/routes.ts';
import type { Screen } from '../../telegram/door.ts';
import type { Post } from './event-post.ts';
import { openTopic } from './open-topic.ts';
import type { OpenTopic, PostKey } from './store.ts';
import type { TopicsDeps } from './topics-deps.ts';
import { topicTrouble, type TopicTrouble } from '../../telegram/topic-trouble.ts';

/** Marks what may stand there a second time. */
const again = '↻';

/** Deleted, made anew, closed at once: more of that in one message is a quarrel. */
const mostMends = 4;

type PostRow = Parameters<TopicsDeps['store']['beginPost']>[0];

/**
 * Shows one post in the customer's topic: a row first, so that a lost answer is known, and the next try is
 * marked. A deleted topic is made anew, a closed one opened. Returns the topic where it stands. Throws what
 * the chat throws, when that is for the caller to wait out.
 */
export async function sendPost(
  deps: TopicsDeps,
  route: Route,
  {
    topic,
    post,
    mid,
    ...key
  }: PostKey & {
    readonly topic: OpenTopic;
    readonly post: Post;
    /** Of the message that it is. */
    readonly mid: string | undefined;
  },
): Promise<OpenTopic> {
  const { talkId } = topic;
  const row = { ...key, talkId, mid, html: post.html, at: deps.clock.now() };
  // Nobody has to look up for what is silent: it may stand in a closed topic.
  let place = topic.isClosed && !post.isSilent ? await reopen(deps, topic) : topic;
  for (let mends = 0; ; mends += 1) {
    try {
      // A large file must not hold up the words of others.
      const where = place;
      const work = () => tryOnce(deps, where, { row, post });
      await (post.file ? work() : deps.oneAtATime(work));
      const isClosedMeanwhile = (await deps.store.byId(talkId))?.isClosed === true;
      return isClosedMeanwhile && !post.isSilent ? await reopen(deps, place) : place;
    } catch (error) {
      if (mends >= mostMends) throw error;
      const mended = await mend(deps, route, { topic: place, trouble: topicTrouble(error) });
      if (!mended) throw error;
      place = mended;
    }
  }
}

async function tryOnce(
  deps: TopicsDeps,
  topic: OpenTopic,
  { row, post }: { readonly row: PostRow; readonly post: Post },
): Promise<void> {
  const { store } = deps;
  const begun = await store.beginPost(row);
  if (begun === 'sent') return;
  const isAgain = begun === 'again';
  const messageId = await show(deps, topic, { post, isAgain, mid: row.mid }).catch(
    async (error: unknown) => {
      // Only an answer that was lost leaves it open whether the post stands there.
      if (begun === 'new' && topicTrouble(error) !== 'lost') await store.dropPost(row);
      throw error;
    },
  );
  const at = deps.clock.now();
  await store.settlePost(row, { chatId: topic.place.chatId, messageId, at });
}

async function mend(
  deps: TopicsDeps,
  route: Route,
  { topic, trouble }: { readonly topic: OpenTopic; readonly trouble: TopicTrouble },
): Promise<OpenTopic | undefined> {
  const { store } = deps;
  if (trouble === 'gone') {
    await store.unbind(topic.talkId);
    return openTopic(deps, route, topic);
  }
  return trouble === 'closed' ? reopen(deps, topic) : undefined;
}

/** A bot may write in a closed topic as well, and nobody would see that something is to be done. */
function reopen(deps: TopicsDeps, topic: OpenTopic): Promise<OpenTopic> {
  const { chatId, topicId } = topic.place;
  return deps.doorsInTurn(async () => {
    try {
      await deps.topics.reopen(chatId, topicId);
    } catch (error) {
      if (topicTrouble(error) !== 'gone') throw error;
    }
    await deps.store.setClosed(topic.talkId, { isClosed: false, at: deps.clock.now() });
    return { ...topic, isClosed: false };
  });
}

async function show(
  deps: TopicsDeps,
  { place, platform }: OpenTopic,
  {
    post,
    isAgain,
    mid,
  }: { readonly post: Post; readonly isAgain: boolean; readonly mid: string | undefined },
): Promise<number> {
  const { chatId, topicId } = place;
  const replyTo = await findAnswered(deps, chatId, post.answers);
  const where = { topicId, silent: post.isSilent, ...(replyTo !== undefined && { replyTo }) };
  const filePlace = { chatId, ...where, ...(isAgain && { caption: again }) };
  const sent = post.file && (await deps.sendFile(filePlace, { attachment: post.file, platform }));
  if (sent !== undefined) return sent;
  const screen: Screen = {
    text: isAgain ? `${again} ${post.html}` : post.html,
    ...(post.buttons.length > 0 && { buttons: [await linksOf(deps, { post, platform, mid })] }),
  };
  try {
    return await deps.chat.sendMessage(chatId, screen, where);
  } catch (error) {
    // A link that Telegram does not like must not take the words with it.
    if (!screen.buttons || topicTrouble(error) !== 'refused') throw error;
    return deps.chat.sendMessage(chatId, { text: screen.text }, where);
  }
}

function linksOf(
  { makeLink }: TopicsDeps,
  {
    post,
    platform,
    mid,
  }: {
    readonly post: Post;
    readonly platform: OpenTopic['platform'];
    readonly mid: string | undefined;
  },
): Promise<Post['buttons']> {
  return Promise.all(
    post.buttons.map(async (button) =>
      'url' in button
        ? { ...button, url: await makeLink({ platform, url: button.url, mid }) }
        : button,
    ),
  );
}

/** The message in the group that a mid stands for: the customer's, or one of ours. */
async function findAnswered(
  { store, ownMessages }: TopicsDeps,
  chatId: number,
  mid: string | undefined,
): Promise<number | undefined> {
  if (mid === undefined) return undefined;
  const found = (await store.findPost(mid)) ?? (await ownMessages.findMessage(mid));
  return found?.chatId === chatId ? (found.messageId ?? undefined) : undefined;
}
