import { z } from 'zod';
import { approvalAction, type Approvals } from '../../change/approvals.ts';
import type { TelegramDoor } from '../../telegram/door.ts';

const answerArgs = z.object({ approvalId: z.string(), isApproved: z.boolean() });

/** Approve and Refuse, under what another admin wants to do. */
export function approvalsOnTelegram(approvals: Approvals): TelegramDoor {
  return {
    buttons: {
      [approvalAction]: {
        minimumRole: 'admin',
        handle: async (visit, args) => {
          const { approvalId, isApproved } = answerArgs.parse(args);
          const outcome = await approvals.answer(approvalId, visit.member, isApproved);
          await visit.toast(visit.words(`approvals-${outcome}`));
        },
      },
    },
  };
}
