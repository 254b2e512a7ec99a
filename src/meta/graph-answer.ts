import { z } from 'zod';

/*
 * The answers of the Graph API, as far as we use them; the rest passes. Source: Meta's reference of the
 * Messenger Platform and of the Instagram API.
 */

export const SendAnswer = z.object({ message_id: z.string().min(1) });

export const UploadAnswer = z.object({
  attachment_id: z.union([z.string(), z.number()]).transform(String),
});

export const ProfileAnswer = z
  .object({
    name: z.string().optional(),
    first_name: z.string().optional(),
    last_name: z.string().optional(),
    username: z.string().optional(),
    profile_pic: z.string().optional(),
  })
  .transform((profile) => ({
    name: profile.name ?? [profile.first_name, profile.last_name].filter(Boolean).join(' '),
    username: profile.username ?? '',
    pictureUrl: profile.profile_pic ?? '',
  }));

const time = z.string().transform((text) => Date.parse(text));

/** Undefined: that was the last page. */
const Paging = z
  .object({
    next: z.string().optional(),
    cursors: z.object({ after: z.string().optional() }).optional(),
  })
  .optional()
  .catch(undefined)
  .transform((paging) => (paging?.next === undefined ? undefined : paging.cursors?.after));

export const ConversationsAnswer = z
  .object({
    data: z.array(
      z.object({
        id: z.string(),
        updated_time: time,
        participants: z.object({ data: z.array(z.object({ id: z.string() })) }).catch({ data: [] }),
      }),
    ),
    paging: Paging,
  })
  .transform(({ data, paging: after }) => ({
    conversations: data.map(({ id, updated_time: updatedAt, participants }) => ({
      ...{ conversationId: id, updatedAt },
      participantIds: participants.data.map((one) => one.id),
    })),
    after,
  }));

const MessageList = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      created_time: time,
      from: z.object({ id: z.string() }).optional(),
      message: z.string().catch(''),
      attachments: z
        .object({
          data: z.array(
            z.object({
              mime_type: z.string().catch(''),
              file_url: z.string().optional(),
              image_data: z.object({ url: z.string() }).optional(),
              video_data: z.object({ url: z.string() }).optional(),
            }),
          ),
        })
        .optional(),
    }),
  ),
  paging: Paging,
});

/** The first page comes inside the conversation, the others alone. */
export const MessagesAnswer = z
  .union([z.object({ messages: MessageList }).transform(({ messages }) => messages), MessageList])
  .transform(({ data, paging: after }) => ({
    messages: data.map((one) => ({
      mid: one.id,
      at: one.created_time,
      /** '' where Meta no longer shows more than that there was something. */
      fromId: one.from?.id ?? '',
      text: one.message,
      attachments: (one.attachments?.data ?? []).map((file) => ({
        contentType: file.mime_type,
        url: file.file_url ?? file.image_data?.url ?? file.video_data?.url ?? '',
      })),
    })),
    after,
  }));

export const TokenAnswer = z
  .object({
    data: z.object({
      is_valid: z.boolean(),
      expires_at: z.number().catch(0),
      scopes: z.array(z.string()).catch([]),
      app_id: z.union([z.string(), z.number()]).transform(String).catch(''),
    }),
  })
  .transform(({ data }) => ({
    isValid: data.is_valid,
    /** Undefined: it has no fixed end. */
    expiresAt: data.expires_at === 0 ? undefined : data.expires_at * 1000,
    scopes: data.scopes,
    appId: data.app_id,
  }));

export const SubscriptionsAnswer = z
  .object({
    data: z.array(z.object({ id: z.string(), subscribed_fields: z.array(z.string()).catch([]) })),
  })
  .transform(({ data }) => ({
    fields: [...new Set(data.flatMap((app) => app.subscribed_fields))],
  }));

export const SuccessAnswer = z.object({ success: z.literal(true) });

export const AccountAnswer = z
  .object({
    id: z.string(),
    user_id: z.string().optional(),
    name: z.string().optional(),
    username: z.string().optional(),
    instagram_business_account: z.object({ id: z.string() }).optional(),
  })
  .transform((account) => ({
    accountId: account.user_id ?? account.id,
    /** All that Meta calls it by. */
    ownIds: [account.user_id, account.id, account.instagram_business_account?.id].filter(
      (id) => id !== undefined,
    ),
    name: account.name ?? account.username ?? '',
    /** Of the Instagram account that is tied to the page. */
    instagramId: account.instagram_business_account?.id,
  }));

export const RefreshAnswer = z
  .object({ access_token: z.string().min(1), expires_in: z.number() })
  .transform(({ access_token: token, expires_in: livesSeconds }) => ({ token, livesSeconds }));
