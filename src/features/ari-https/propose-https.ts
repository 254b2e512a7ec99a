import { faultsText } from '../../change/change-words.ts';
import { refusal, type Proposal } from '../../change/confirm-change.ts';
import type { FileEdit } from '../../change/plan.ts';
import { parseConf, printConf, setSetting } from '../../files/conf-document.ts';
import { readFileState } from '../../files/edit-files.ts';
import { dayText } from '../../lib/moment-text.ts';
import {
  ariAddressKeys,
  ariAddressOf,
  withAriAddress,
  type WebServer,
} from '../../pbx/ari-address.ts';
import { ariAddressProof } from '../../pbx/prove-ari-address.ts';
import { readWebServer, type WebServerFile } from '../../pbx/read-ari-address.ts';
import type { Talk, Words } from '../../telegram/door.ts';
import type { AriHttpsDeps, CertificateChoice, Reach } from './ari-https-deps.ts';
import { findPlace } from './find-place.ts';
import { makeCertificate } from './make-certificate.ts';
import { readCertificate } from './read-certificate.ts';

export type HttpsRequest = { readonly reach: Reach; readonly choice: CertificateChoice };

/**
 * The plan that turns TLS on in http.conf and moves `.env` over to it, as one change: the certificate
 * first, `.env` last. Plain HTTP stays as it is, for others and for the way back.
 */
export async function proposeHttps(
  deps: AriHttpsDeps,
  reader: Pick<Talk, 'words' | 'member'>,
  { reach, choice }: HttpsRequest,
): Promise<Proposal> {
  const { words } = reader;
  const { envFile, configFolder } = deps.folder;
  const fixed = ariAddressKeys.find((key) => deps.fixedByEnvironment.includes(key));
  if (fixed !== undefined) return refusal(words('ari-https-fixed-by-environment', { key: fixed }));
  const envText = (await readFileState(envFile))?.text;
  const address = envText === undefined ? undefined : ariAddressOf(envText);
  if (envText === undefined || !address) {
    return refusal(words('ari-https-no-address', { file: envFile }));
  }
  const web = await readWebServer(configFolder);
  const broken = web.tree.problems.filter(({ severity }) => severity !== 'warning');
  if (broken.length > 0) return refusal(faultsText(words, broken));
  if (web.text === undefined || !web.server.isOn) return refusal(words('ari-https-off'));

  const own = choice.type === 'own' ? await readCertificate(deps, reader, choice) : undefined;
  if (own?.type === 'faulty') return refusal(own.text);
  const { hostname, pathname } = new URL(address.url);
  const certificate = own?.certificate;
  const request = { reach, host: hostname, server: web.server, certificate };
  const place = await findPlace(deps, request);
  if (place.type === 'noPort') return refusal(words('ari-https-no-port'));
  if (place.type === 'noName') {
    return refusal(words('ari-https-no-name', { names: certificate?.names.join(', ') ?? '' }));
  }

  const made = choice.type === 'made' ? await makeCertificate(deps, place.host) : undefined;
  const files = choice.type === 'own' ? choice : made;
  const conf: FileEdit = {
    path: web.path,
    before: web.text,
    after: withTls(web.text, {
      tlsenable: 'yes',
      tlsbindaddr: place.bind,
      tlscertfile: files?.certificateFile ?? '',
      tlsprivatekey: files?.keyFile ?? '',
    }),
  };
  const url = `https://${place.host}:${place.port}${pathname}`;
  const caFile = made?.certificateFile ?? caFileOf(choice, certificate?.believed);
  const env: FileEdit = {
    path: envFile,
    before: envText,
    after: withAriAddress(envText, { url, caFile }),
  };
  const edits = [...(made?.edits ?? []), conf, env].filter(({ before, after }) => before !== after);
  if (edits.length === 0) return refusal(words('ari-https-already'));
  return {
    type: 'planned',
    plan: {
      title: { key: 'change-ari-https', args: { address: url } },
      edits,
      reload: ['http'],
      proof: { kind: ariAddressProof, subject: [url] },
    },
    note: noteOf(deps, reader, { web, made: made?.certificateFile, until: certificate?.until }),
  };
}

function caFileOf(
  choice: CertificateChoice,
  believed: 'itself' | 'authority' | 'public' | undefined,
): string | undefined {
  if (choice.type === 'made' || believed === 'public') return undefined;
  return believed === 'authority' ? choice.authorityFile : choice.certificateFile;
}

function withTls(text: string, wanted: Readonly<Record<string, string>>): string {
  const section = { name: 'general' };
  const edited = Object.entries(wanted).reduce(
    (document, [key, value]) => setSetting(document, { section, key, value }),
    parseConf(text),
  );
  return printConf(edited);
}

/** What it means for others, and what to remember. */
function noteOf(
  { dependants, timeZone }: AriHttpsDeps,
  { words, member }: Pick<Talk, 'words' | 'member'>,
  {
    web,
    made,
    until,
  }: {
    readonly web: WebServerFile;
    readonly made: string | undefined;
    readonly until: number | undefined;
  },
): string {
  return [
    ...(made === undefined ? [] : [words('ari-https-about-made', { file: made })]),
    ...(until === undefined
      ? []
      : [
          words('ari-https-about-own', {
            date: dayText(until, { timeZone, locale: member.locale }),
          }),
        ]),
    plainNote(words, web.server),
    ...(dependants.length === 0
      ? []
      : [words('ari-https-about-dependants', { names: dependants.join(', ') })]),
  ].join('\n\n');
}

function plainNote(words: Words, { host, port }: WebServer): string {
  const isLocal = /^(127\.|\[?::1\]?$|localhost$)/.test(host);
  const key = isLocal ? 'ari-https-about-plain' : 'ari-https-about-open';
  return words(key, { address: `${host}:${port}` });
}
