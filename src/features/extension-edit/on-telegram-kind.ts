import { phoneKinds } from '../../pbx/extension.ts';
import type { Talk } from '../../telegram/door.ts';
import type { ExtensionEditDeps } from './edit-deps.ts';
import { findExtension } from './find-extension.ts';
import { confirmEdit, keepAsItIs } from './on-telegram-confirm.ts';
import { proposeKind } from './propose-kind.ts';

/** Another kind of phone: choice → the settings that change → tap. */
export async function guideNewKind(
  deps: ExtensionEditDeps,
  talk: Talk,
  number: string,
): Promise<void> {
  const { words } = talk;
  for (;;) {
    const now = await talk.once(async () => {
      const found = await findExtension(deps, number);
      return { kind: found?.extension.kind, hasTls: found?.pbx.tlsTransport !== undefined };
    });
    const kinds = phoneKinds.filter((kind) => kind !== now.kind && (kind !== 'tls' || now.hasTls));
    const lines = [
      words('extension-edit-ask-kind', {
        number,
        kind: { html: now.kind === undefined ? '' : words(`extension-edit-kind-${now.kind}`) },
      }),
      ...(now.hasTls ? [] : [words('extension-edit-no-tls')]),
    ];
    const answer = await talk.ask(
      {
        text: lines.join('\n\n'),
        buttons: kinds.map((kind) => [
          { label: words(`extension-edit-kind-${kind}`), value: kind },
        ]),
      },
      { back: true },
    );
    if (answer.type === 'back') return keepAsItIs(talk, number);
    const kind = answer.type === 'pressed' && kinds.find((one) => one === answer.value);
    if (!kind) continue;
    const end = await confirmEdit(deps, talk, number, {
      propose: () => proposeKind(deps, words, { number, kind }),
      applyLabel: words('extension-edit-kind-now'),
    });
    if (end === 'finished') return;
  }
}
