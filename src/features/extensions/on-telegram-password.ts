import { confirmChange, confirmedText } from '../../change/confirm-change.ts';
import type { Talk } from '../../telegram/door.ts';
import type { ExtensionsDeps } from './extension-deps.ts';
import { listExtensions } from './list-extensions.ts';
import { backToList } from './on-telegram-list.ts';
import { proposePassword } from './propose-password.ts';

/** Gives an extension a new password: plan → tap → the phone card. Generated unless the person types one. */
export async function guideNewPassword(
  deps: ExtensionsDeps,
  talk: Talk,
  number: string,
): Promise<void> {
  const { words } = talk;
  let passwordHandle: string | undefined;
  for (;;) {
    const confirmed = await confirmChange(talk, deps, {
      propose: () => proposePassword(deps, words, { number, passwordHandle }),
      applyLabel: words('extensions-renew-now'),
      moreButtons:
        passwordHandle === undefined
          ? [{ label: words('extensions-own-password'), value: 'ownPassword' }]
          : [],
      instead: words('extensions-card-lost'),
      onDone: async (password) => {
        if (!password) return;
        const extension = (await listExtensions(deps)).find((one) => one.number === number);
        await deps.sendPhoneCard({
          chatId: talk.chatId,
          locale: talk.member.locale,
          number,
          name: extension?.name ?? '',
          kind: extension?.kind ?? 'softphone',
          password,
        });
      },
    });
    const wasTypedInVain = confirmed.type === 'refused' && passwordHandle !== undefined;
    if (confirmed.type === 'pressed' || wasTypedInVain) {
      const note = confirmed.type === 'refused' ? `${confirmed.text}\n\n` : '';
      const answer = await talk.ask(
        { text: `${note}${words('extensions-ask-password')}` },
        { accepts: 'secret', back: true },
      );
      passwordHandle = answer.type === 'secret' ? answer.handle : undefined;
      continue;
    }
    const text =
      confirmed.type === 'ended'
        ? confirmedText(talk, confirmed)
        : confirmed.type === 'refused'
          ? confirmed.text
          : words('extensions-kept', { number });
    await talk.finish({ text, buttons: [[backToList(words)]] });
    return;
  }
}
