import type { GraphAccess } from './graph.ts';

/** What we read of what Meta can tell. Source: Messenger Platform and Instagram Platform, "Webhooks", fields. */
export const wantedFields: Readonly<Record<GraphAccess['kind'], readonly string[]>> = {
  page: [
    ...['messages', 'messaging_postbacks', 'message_deliveries', 'message_reads'],
    ...['message_echoes', 'message_edits', 'message_reactions', 'messaging_referrals'],
  ],
  instagramLogin: [
    ...['messages', 'messaging_postbacks', 'messaging_seen', 'message_reactions'],
    'messaging_referral',
  ],
};

/** What of it is not told. */
export function missingFields(
  kind: GraphAccess['kind'],
  fields: readonly string[],
): readonly string[] {
  return wantedFields[kind].filter((field) => !fields.includes(field));
}
