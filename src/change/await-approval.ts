import type { Talk } from '../telegram/door.ts';
import type { ApprovalRequest, Approvals } from './approvals.ts';

/**
 * For a deed that is no plan: stays until a second admin agreed. Without approvals nobody is asked.
 * Undefined: it may be done; else the words (HTML) for why not.
 */
export async function awaitApproval(
  talk: Talk,
  approvals: Approvals | undefined,
  { key, text }: Pick<ApprovalRequest, 'key' | 'text'>,
): Promise<string | undefined> {
  if (!approvals) return undefined;
  const { words, member } = talk;
  const requester = { telegramId: member.telegramId, name: member.name };
  for (;;) {
    const approval = await talk.once(() => approvals.seek({ key, requester, text }));
    if (approval.type === 'given') return undefined;
    const note = words(`approval-${approval.type}`, approval);
    if (approval.type === 'refused') return note;
    await talk.ask({
      text: `${note}\n\n${text(words)}`,
      buttons: [[{ label: words('approval-go-on'), value: 'goOn', style: 'success' }]],
    });
  }
}
