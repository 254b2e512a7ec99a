import { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';
import { z } from 'zod';
import { Secret } from '../lib/secret.ts';
import { createCallPace } from './call-pace.ts';
import {
  AccountAnswer,
  ConversationsAnswer,
  MessagesAnswer,
  ProfileAnswer,
  RefreshAnswer,
  SendAnswer,
  SubscriptionsAnswer,
  SuccessAnswer,
  TokenAnswer,
  UploadAnswer,
} from './graph-answer.ts';
import type { GraphFailure } from './graph-failure.ts';
import { askGraph, type GraphRequest } from './graph-request.ts';
import { formOf, type UploadFile } from './upload-form.ts';

export type MediaKind = 'image' | 'video' | 'audio' | 'file';

/**
 * Whose token it is: a page's speaks for the page and for the Instagram account tied to it; that of
 * Instagram Login for its own account.
 */
export type GraphAccess = {
  readonly kind: 'page' | 'instagramLogin';
  readonly token: Secret;
};

export type Outgoing = {
  /** PSID or IGSID. */
  readonly customerId: string;
  readonly content:
    /** Messenger takes less than 2000 characters, Instagram 1000 bytes of UTF-8. */
    | { readonly type: 'text'; readonly text: string }
    | { readonly type: 'media'; readonly kind: MediaKind; readonly attachmentId: string };
  /** Up to 24 h after the customer's last word `response`; then, for people only, `humanAgent` up to 7 days. */
  readonly policy: 'response' | 'humanAgent';
  /** The message that is answered. */
  readonly replyTo?: string;
  /** Comes back in the echo; up to 1000 characters. Messenger's: nobody showed yet that Instagram gives it back. */
  readonly metadata?: string;
};

export type Found<Value> = { readonly type: 'found'; readonly value: Value } | GraphFailure;

export type SendOutcome = { readonly type: 'sent'; readonly mid: string } | GraphFailure;

export type GraphSettings = {
  readonly graphRoot: string;
  readonly instagramRoot: string;
  readonly version: string;
  /** Each with the secret of the token's app, which may be missing. */
  readonly appSecret: Secret | undefined;
  readonly instagramAppSecret: Secret | undefined;
  readonly deadlineMs?: number;
  /** Uploads take longer: 25 MB over a slow line. */
  readonly uploadDeadlineMs?: number;
  /** Between two calls for conversations. */
  readonly lookEveryMs?: number | undefined;
};

/** `later`: nobody waits for it. */
type Urgency = 'now' | 'later';

export type Graph = ReturnType<typeof createGraph>;

const usualDeadlineMs = 15_000;
const usualUploadDeadlineMs = 120_000;

/** Source: Messenger Platform, "Rate Limiting": well below 300 sends a second, and few sockets to keep. */
const connections = 8;

const connectTimeoutMs = 5_000;

/** Source: Messenger Platform, "Rate Limiting": Conversations, two calls a second; a little below it. */
const usualLookEveryMs = 550;

const messageFields = 'id,created_time,from,message,attachments';

/**
 * The Graph API, for Messenger, Instagram through a page, and Instagram Login. Outcomes are returned,
 * none is thrown, and nothing is tried twice.
 */
export function createGraph(settings: GraphSettings) {
  const dispatcher: Dispatcher = new Agent({
    ...{ connections, connect: { timeout: connectTimeoutMs } },
  });
  const pace = createCallPace(settings.lookEveryMs ?? usualLookEveryMs);
  const ask = async <Schema extends z.ZodType>(
    access: GraphAccess,
    request: GraphRequest,
    schema: Schema,
    deadlineMs = settings.deadlineMs ?? usualDeadlineMs,
  ): Promise<Found<z.output<Schema>>> => {
    const isPage = access.kind === 'page';
    const reply = await askGraph(
      {
        ...{ version: settings.version, token: access.token, dispatcher, deadlineMs },
        root: isPage ? settings.graphRoot : settings.instagramRoot,
        appSecret: isPage ? settings.appSecret : settings.instagramAppSecret,
      },
      request,
    );
    if (reply.type !== 'answered') return reply;
    const read = schema.safeParse(reply.body);
    // An answer of another shape says nothing of what was done.
    return read.success ? { type: 'found', value: read.data } : { type: 'unanswered' };
  };
  /** Into conversations: all who look share what Meta allows. */
  const look = async <Schema extends z.ZodType>(
    access: GraphAccess,
    request: GraphRequest,
    {
      schema,
      urgency = 'now',
    }: { readonly schema: Schema; readonly urgency?: Urgency | undefined },
  ): Promise<Found<z.output<Schema>>> =>
    (await pace.turn(urgency === 'now')) ? ask(access, request, schema) : { type: 'unreached' };
  const act = (access: GraphAccess, customerId: string, action: object) =>
    ask(access, post('me/messages', { recipient: { id: customerId }, ...action }), Anything);

  return {
    send: async (access: GraphAccess, outgoing: Outgoing): Promise<SendOutcome> => {
      const outcome = await ask(access, post('me/messages', messageOf(outgoing)), SendAnswer);
      return outcome.type === 'found' ? { type: 'sent', mid: outcome.value.message_id } : outcome;
    },
    /** `reaction` undefined takes it back. Instagram knows `love` only. */
    react: (
      access: GraphAccess,
      to: { readonly customerId: string; readonly mid: string; readonly reaction?: string },
    ) =>
      act(access, to.customerId, {
        sender_action: to.reaction === undefined ? 'unreact' : 'react',
        payload: {
          message_id: to.mid,
          ...(to.reaction !== undefined && { reaction: to.reaction }),
        },
      }),
    markSeen: (access: GraphAccess, customerId: string) =>
      act(access, customerId, { sender_action: 'mark_seen' }),
    /**
     * The file is read once and kept by Meta; the id it gives can be sent. Nobody sees it before, so an
     * upload without an answer may be repeated.
     */
    upload: async (
      access: GraphAccess,
      file: UploadFile & { readonly kind: MediaKind; readonly isForInstagram: boolean },
    ): Promise<Found<string>> => {
      const { headers, body } = formOf(file);
      const outcome = await ask(
        access,
        {
          ...{ method: 'POST', path: 'me/message_attachments', headers },
          query: file.isForInstagram ? { platform: 'instagram' } : {},
          body: Readable.from(body),
        },
        UploadAnswer,
        settings.uploadDeadlineMs ?? usualUploadDeadlineMs,
      );
      return outcome.type === 'found'
        ? { type: 'found', value: outcome.value.attachment_id }
        : outcome;
    },
    /** Some people's are `notShown`; a conversation may still have their name. */
    readProfile: (access: GraphAccess, customerId: string, isOnInstagram: boolean) =>
      ask(
        access,
        get(encodeURIComponent(customerId), {
          fields: isOnInstagram ? 'name,username,profile_pic' : 'first_name,last_name,profile_pic',
        }),
        ProfileAnswer,
      ),
    /** A page of them, the last changed first. */
    listConversations: (
      access: GraphAccess,
      which: {
        readonly isOnInstagram: boolean;
        readonly customerId?: string;
        readonly limit: number;
        /** Where the page before ended. */
        readonly after?: string | undefined;
        readonly urgency?: Urgency;
      },
    ) =>
      look(
        access,
        get('me/conversations', {
          ...{ platform: which.isOnInstagram ? 'instagram' : 'messenger' },
          ...{ fields: 'id,updated_time,participants', limit: String(which.limit) },
          ...(which.customerId !== undefined && { user_id: which.customerId }),
          ...(which.after !== undefined && { after: which.after }),
        }),
        { schema: ConversationsAnswer, urgency: which.urgency },
      ),
    /** A page of them, newest first; Meta shows the last twenty in full, of older ones id and time. */
    listMessages: (
      access: GraphAccess,
      conversationId: string,
      { after, urgency }: { readonly after?: string | undefined; readonly urgency?: Urgency } = {},
    ) => {
      const id = encodeURIComponent(conversationId);
      const request =
        after === undefined
          ? get(id, { fields: `messages{${messageFields}}` })
          : get(`${id}/messages`, { fields: messageFields, after });
      return look(access, request, { schema: MessagesAnswer, urgency });
    },
    inspectToken: (access: GraphAccess) =>
      ask(access, get('debug_token', { input_token: access.token.reveal() }), TokenAnswer),
    /** Whose the token is. */
    readAccount: (access: GraphAccess) =>
      ask(
        access,
        get('me', {
          fields:
            access.kind === 'page' ? 'id,name,instagram_business_account' : 'id,user_id,username',
        }),
        AccountAnswer,
      ),
    readSubscription: (access: GraphAccess) =>
      ask(access, get('me/subscribed_apps'), SubscriptionsAnswer),
    subscribe: (access: GraphAccess, fields: readonly string[]) =>
      ask(
        access,
        post('me/subscribed_apps', { subscribed_fields: fields.join(',') }),
        SuccessAnswer,
      ),
    /** Of Instagram Login: lives 60 days from now; the old one must be a day old and alive. */
    refreshToken: async (access: GraphAccess) => {
      const query = { grant_type: 'ig_refresh_token', access_token: access.token.reveal() };
      const outcome = await ask(access, get('refresh_access_token', query), RefreshAnswer);
      if (outcome.type !== 'found') return outcome;
      const { token, livesSeconds } = outcome.value;
      return { type: 'found' as const, value: { token: new Secret(token), livesSeconds } };
    },
    /** Ends the calls under way. */
    close: () => {
      pace.close();
      return dispatcher.destroy();
    },
  };
}

const Anything = z.unknown();

function get(path: string, query: Readonly<Record<string, string>> = {}): GraphRequest {
  return { method: 'GET', path, query };
}

function post(path: string, body: object): GraphRequest {
  return { method: 'POST', path, body: JSON.stringify(body) };
}

function messageOf({ customerId, content, policy, replyTo, metadata }: Outgoing): object {
  return {
    recipient: { id: customerId },
    ...(policy === 'response'
      ? { messaging_type: 'RESPONSE' }
      : { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }),
    message: {
      ...(content.type === 'text'
        ? { text: content.text }
        : {
            attachment: {
              type: content.kind,
              payload: { attachment_id: content.attachmentId },
            },
          }),
      ...(metadata !== undefined && { metadata }),
    },
    ...(replyTo !== undefined && { reply_to: { mid: replyTo } }),
  };
}
