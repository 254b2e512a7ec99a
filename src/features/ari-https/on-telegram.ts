import { confirmChange, confirmedText, type Confirmed } from '../../change/confirm-change.ts';
import { undoAction } from '../../change/undo-action.ts';
import { readFileState } from '../../files/edit-files.ts';
import { ariHttpsAction, ariScreenAction } from '../../pbx/ari-actions.ts';
import { ariAddressOf } from '../../pbx/ari-address.ts';
import { holdsKey } from '../../pbx/certificate.ts';
import type { ScreenButton, Talk, TelegramDoor } from '../../telegram/door.ts';
import type { AriHttpsDeps, CertificateChoice, Reach } from './ari-https-deps.ts';
import { proposeHttps } from './propose-https.ts';
import { readCertificate } from './read-certificate.ts';

const flow = 'setUpAriHttps';

/** HTTPS for ARI: what it is for, whose certificate, from where, and the change. */
export function ariHttpsOnTelegram(deps: AriHttpsDeps): TelegramDoor {
  return {
    buttons: {
      [ariHttpsAction]: {
        minimumRole: 'admin',
        handle: (visit) => visit.startFlow(flow, {}),
      },
    },
    flows: {
      [flow]: {
        minimumRole: 'admin',
        run: (talk) => guideHttps(deps, talk),
        wayOn: (words) => ({ label: words('ari-https-back'), action: ariScreenAction }),
      },
    },
  };
}

async function guideHttps(deps: AriHttpsDeps, talk: Talk): Promise<void> {
  const { words } = talk;
  const address = await talk.once(() => readAddress(deps));
  for (;;) {
    const choice = await askCertificate(deps, talk, address);
    const reach = choice && (await askReach(talk));
    if (!choice || !reach) continue;
    const confirmed = await confirmChange(talk, deps, {
      propose: () => proposeHttps(deps, talk, { reach, choice }),
      applyLabel: words('ari-https-now'),
    });
    if (confirmed.type === 'back') continue;
    await finish(talk, confirmed);
    return;
  }
}

async function readAddress({ folder }: AriHttpsDeps): Promise<string> {
  const text = (await readFileState(folder.envFile))?.text;
  return (text === undefined ? undefined : ariAddressOf(text))?.url ?? '—';
}

/** Undefined: Back. */
async function askCertificate(
  deps: AriHttpsDeps,
  talk: Talk,
  address: string,
): Promise<CertificateChoice | undefined> {
  const { words } = talk;
  const isOn = address.startsWith('https:');
  const answer = await talk.ask({
    text: words(isOn ? 'ari-https-explain-on' : 'ari-https-explain', { address }),
    buttons: [
      [{ label: words('ari-https-make'), value: 'made', style: 'primary' }],
      [{ label: words('ari-https-own'), value: 'own' }],
    ],
  });
  if (answer.type !== 'pressed') return undefined;
  return answer.value === 'own' ? await askFiles(deps, talk) : { type: 'made' };
}

async function askReach(talk: Talk): Promise<Reach | undefined> {
  const { words } = talk;
  const answer = await talk.ask(
    {
      text: words('ari-https-ask-reach'),
      buttons: [
        [{ label: words('ari-https-here'), value: 'here', style: 'primary' }],
        [{ label: words('ari-https-network'), value: 'network' }],
      ],
    },
    { back: true },
  );
  if (answer.type !== 'pressed') return undefined;
  return answer.value === 'network' ? 'network' : 'here';
}

type Files = { readonly certificate: string; readonly key: string; readonly authority: string };

/** Asks for one file after the other, and again for the one that is not as it should be. */
async function askFiles(deps: AriHttpsDeps, talk: Talk): Promise<CertificateChoice | undefined> {
  let files: Files = { certificate: '', key: '', authority: '' };
  let wanted: keyof Files = 'certificate';
  let note = '';
  for (;;) {
    const path = await askPath(talk, wanted, note);
    if (path === undefined) return undefined;
    const isKeyInside =
      wanted === 'certificate' && (await talk.once(async () => await holdsBoth(path)));
    files = { ...files, [wanted]: path, ...(isKeyInside && { key: path }) };
    const { certificate, key, authority } = files;
    if (key === '') {
      [wanted, note] = ['key', ''];
      continue;
    }
    const choice = {
      type: 'own' as const,
      ...{ certificateFile: certificate, keyFile: key },
      ...(authority !== '' && { authorityFile: authority }),
    };
    const fault = await talk.once(async () => {
      const read = await readCertificate(deps, talk, choice);
      return read.type === 'faulty' ? { file: read.file, text: read.text } : undefined;
    });
    if (!fault) return choice;
    [wanted, note] = [fault.file, `${fault.text}\n\n`];
  }
}

/** The letters that http.conf and `.env` take without any sign around them. */
const pathShape = /^\/[A-Za-z0-9._/@+-]{1,200}$/;

async function askPath(
  talk: Talk,
  wanted: keyof Files,
  firstNote: string,
): Promise<string | undefined> {
  const { words } = talk;
  let note = firstNote;
  for (;;) {
    const text = `${note}${words(`ari-https-ask-${wanted}`)}`;
    const answer = await talk.ask({ text }, { accepts: 'text', back: true });
    if (answer.type === 'back') return undefined;
    if (answer.type !== 'text') continue;
    const path = answer.text.trim();
    if (pathShape.test(path)) return path;
    note = `${words('ari-https-path-shape')}\n\n`;
  }
}

async function holdsBoth(path: string): Promise<boolean> {
  const state = await readFileState(path).catch(() => undefined);
  return state !== undefined && holdsKey(state.text);
}

async function finish(talk: Talk, confirmed: Exclude<Confirmed, { type: 'back' }>): Promise<void> {
  const { words } = talk;
  const undo: readonly ScreenButton[] =
    confirmed.type === 'ended' && confirmed.end.type === 'done'
      ? [
          {
            label: words('ari-https-undo'),
            action: undoAction,
            args: { changeId: confirmed.end.changeId },
          },
        ]
      : [];
  await talk.finish({
    text: confirmed.type === 'refused' ? confirmed.text : endText(talk, confirmed),
    buttons: [undo, [{ label: words('ari-https-back'), action: ariScreenAction }]],
  });
}

function endText(talk: Talk, confirmed: Extract<Confirmed, { type: 'ended' | 'pressed' }>): string {
  return confirmed.type === 'ended' ? confirmedText(talk, confirmed) : '';
}
