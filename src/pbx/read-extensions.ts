import { decodeConfText, parseConf, switchedOffSections } from '../files/conf-document.ts';
import type { ConfObject } from '../files/conf-tree.ts';
import { authIdOf, kindOf, nameOf, type Extension } from './extension.ts';
import { settingsOf } from './pbx.ts';

type Part = Pick<ConfObject, 'id' | 'type' | 'line' | 'settings'>;

/** The extensions among the objects that Asterisk loads. */
export function liveExtensions(
  objects: readonly ConfObject[],
  managedPath: string,
): readonly Extension[] {
  const byType = Map.groupBy(objects, ({ type }) => type);
  const find = partsOf(byType);
  return (byType.get('endpoint') ?? [])
    .filter(({ id }) => isExtensionNumber(id))
    .map((endpoint) => ({
      ...toExtension(endpoint, find),
      file: endpoint.file,
      isManaged: endpoint.file === managedPath,
      isDisabled: false,
    }));
}

/** Those that pjsip_wizard.conf makes: one section each for endpoint, auth and AOR. */
export function wizardExtensions(wizards: readonly ConfObject[]): readonly Extension[] {
  return wizards
    .filter(({ id, type }) => type === 'wizard' && isExtensionNumber(id))
    .map((wizard) => {
      const endpoint = { ...wizard, ...settingsUnder(wizard, 'endpoint') };
      const find: FindPart = (type) =>
        settingsUnder(wizard, type === 'auth' ? 'inbound_auth' : type);
      return {
        ...toExtension(endpoint, find),
        file: wizard.file,
        isManaged: false,
        isDisabled: false,
      };
    });
}

/** `endpoint/context = x` of a wizard is `context = x` of its endpoint. */
function settingsUnder({ settings }: ConfObject, prefix: string): Pick<ConfObject, 'settings'> {
  const start = `${prefix}/`;
  return {
    settings: settings
      .filter(({ key }) => key.startsWith(start))
      .map((setting) => ({ ...setting, key: setting.key.slice(start.length) })),
  };
}

/** Those that are switched off in our file. */
export function disabledExtensions(managedText: string, managedPath: string): readonly Extension[] {
  // Most files have none, and reading 75,000 lines takes its time.
  if (!managedText.includes(';~[')) return [];
  const parts = switchedOffSections(parseConf(managedText)).map(
    ({ name, line, settings }): Part => ({
      id: name,
      type: settings.find(({ key }) => key === 'type')?.value ?? '',
      line,
      settings,
    }),
  );
  const byType = Map.groupBy(parts, ({ type }) => type);
  const find = partsOf(byType);
  return (byType.get('endpoint') ?? [])
    .filter(({ id }) => isExtensionNumber(id))
    .map((endpoint) => ({
      ...toExtension(endpoint, find),
      file: managedPath,
      isManaged: true,
      isDisabled: true,
    }));
}

type FindPart = (type: string, id: string) => Pick<Part, 'settings'>;

const noPart: Pick<Part, 'settings'> = { settings: [] };

function partsOf(byType: ReadonlyMap<string, readonly Part[]>): FindPart {
  const index = (type: string) => new Map(byType.get(type)?.map((part) => [part.id, part]));
  const parts: Readonly<Record<string, ReadonlyMap<string, Part>>> = {
    aor: index('aor'),
    auth: index('auth'),
  };
  return (type, id) => parts[type]?.get(id) ?? noPart;
}

type Told = Pick<Extension, 'name' | 'kind' | 'authType'>;

/** What the settings of endpoint, AOR and auth told the last time: after an edit most are the very same. */
const told = new WeakMap<
  Part['settings'],
  {
    readonly authId: string;
    readonly aor: Part['settings'];
    readonly auth: Part['settings'];
    readonly told: Told;
  }
>();

function toExtension(
  endpoint: Part,
  find: FindPart,
): Pick<Extension, 'number' | 'name' | 'kind' | 'line' | 'authType'> {
  const { id, line, settings } = endpoint;
  const known = told.get(settings);
  const authId = known?.authId ?? settingsOf(endpoint).get('auth') ?? authIdOf(id);
  const parts = { aor: find('aor', id), auth: find('auth', authId) };
  if (known?.aor === parts.aor.settings && known.auth === parts.auth.settings) {
    return { number: id, line, ...known.told };
  }
  const fresh = tell(endpoint, parts);
  const { aor, auth } = parts;
  told.set(settings, { authId, aor: aor.settings, auth: auth.settings, told: fresh });
  return { number: id, line, ...fresh };
}

function tell(
  endpoint: Part,
  { aor, auth }: Readonly<Record<'aor' | 'auth', Pick<Part, 'settings'>>>,
): Told {
  const settings = settingsOf(endpoint);
  return {
    name: nameOf(decodeConfText(settings.get('callerid') ?? '')),
    kind: kindOf(settings, settingsOf(aor)),
    authType: settingsOf(auth).get('auth_type') ?? '',
  };
}

function isExtensionNumber(id: string): boolean {
  return /^[0-9]{2,6}$/.test(id);
}
