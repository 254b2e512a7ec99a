import path from 'node:path';
import { confTreeFromDisk, readConfTree } from '../files/conf-tree.ts';
import { settingOf } from '../files/preflight-finding.ts';
import type { Check, Finding } from '../lib/check.ts';
import { bad, change, findingOf, nameOfFile, warning } from './finding.ts';

export type HttpFileDeps = {
  readonly configFolder: string;
  /** Where the bot expects ARI. */
  readonly ariUrl: () => string;
};

/** What http.conf says about the web server that carries ARI. Source of the defaults: main/http.c (22.10.1). */
export function httpFileChecks(deps: HttpFileDeps): readonly Check[] {
  return [{ id: 'http-file', group: 'ari', run: () => judgeHttpFile(deps) }];
}

/** What is wrong with http.conf for a bot that looks for ARI at an address. */
export async function judgeHttpFile({
  configFolder,
  ariUrl,
}: HttpFileDeps): Promise<readonly Finding[]> {
  const file = path.join(configFolder, 'http.conf');
  const tree = await readConfTree(confTreeFromDisk, file, configFolder);
  const broken = tree.problems.filter(({ severity }) => severity !== 'warning');
  if (broken.length > 0) return broken.map((problem) => findingOf(problem, configFolder));
  const general = tree.objects.find(({ id }) => id === 'general');
  const setting = (key: string) => (general && settingOf(general, key)) ?? '';
  const at = { file: nameOfFile(general?.file ?? file, configFolder), line: general?.line ?? 0 };
  const url = new URL(ariUrl());
  const isTls = url.protocol === 'https:';
  if (!isOn(setting('enabled'))) return [bad('check-http-off', at, change('httpFile'))];
  // Asterisk has no default for it: its sample says "you MUST specify a bindaddr".
  if (setting('bindaddr') === '') return [bad('check-http-no-address', at, change('httpFile'))];
  return [
    ...(isTls ? judgeTls(setting, url, at) : judgePort(setting, url, at)),
    ...judgePrefix(setting('prefix'), url, at),
    ...judgeBind(setting('bindaddr'), at),
  ];
}

type Place = { readonly file: string; readonly line: number };
type Setting = (key: string) => string;

function judgePort(setting: Setting, url: URL, at: Place): readonly Finding[] {
  const port = setting('bindport') || '8088';
  const wanted = url.port || '80';
  return port === wanted ? [] : [bad('check-http-port', { ...at, port, wanted })];
}

function judgeTls(setting: Setting, url: URL, at: Place): readonly Finding[] {
  if (!isOn(setting('tlsenable'))) return [bad('check-http-no-tls', at)];
  const port = /:(\d+)$/.exec(setting('tlsbindaddr'))?.[1] ?? '8089';
  const wanted = url.port || '443';
  return port === wanted ? [] : [bad('check-http-port', { ...at, port, wanted })];
}

/** `prefix = asterisk` moves everything to `/asterisk/ari`. */
function judgePrefix(prefix: string, url: URL, at: Place): readonly Finding[] {
  const trimmed = prefix.replaceAll(/^\/+|\/+$/g, '');
  const path = trimmed === '' ? '/ari' : `/${trimmed}/ari`;
  return url.pathname === path ? [] : [bad('check-http-prefix', { ...at, path })];
}

/** ARI can do everything to the PBX, and nothing slows down who guesses its password. */
function judgeBind(address: string, at: Place): readonly Finding[] {
  const isOpen = address === '0.0.0.0' || address === '::' || address === '[::]';
  return isOpen ? [warning('check-http-open', { ...at, address }, change('httpBind'))] : [];
}

function isOn(value: string): boolean {
  return /^(yes|true|y|t|1|on)$/i.test(value);
}
