import {
  commentOutSection,
  encodeConfText,
  removeSection,
  removeSetting,
  requireSection,
  sectionsNamed,
  setSetting,
  switchedOffSections,
  uncommentSection,
  type ConfDocument,
  type ConfSection,
  type SectionChoice,
} from '../files/conf-document.ts';
import { Conflict, NotFound } from '../lib/error.ts';
import {
  authIdOf,
  authTypeFor,
  callerIdOf,
  natSettings,
  objectsOf,
  qualifySeconds,
  transportSettings,
  type ExtensionPolicy,
  type PhoneKind,
  type Setting,
} from './extension.ts';

/*
 * Edits of one extension in our file, each its own lines only. What is switched off is edited as well
 * and stays switched off. They throw NotFound or Conflict when the file does not hold it as we write it.
 */

/** The name that others see when it calls. `name` as `normalizeName` gives it. */
export function renameExtension(
  document: ConfDocument,
  number: string,
  name: string,
): ConfDocument {
  const value = encodeConfText(callerIdOf(name, number));
  return edited(document, number, (open) =>
    setSetting(open, { section: endpointOf(number), key: 'callerid', value }),
  );
}

/** The settings of another kind of phone. For `tls` there must be a `tlsTransport`. */
export function changeKind(
  document: ConfDocument,
  number: string,
  change: {
    readonly kind: PhoneKind;
    readonly policy: Pick<ExtensionPolicy, 'transport'>;
    readonly tlsTransport: string | undefined;
  },
): ConfDocument {
  const { kind } = change;
  const endpoint = endpointOf(number);
  return edited(document, number, (open) => {
    let next = open;
    const isTls = valueOf(next, endpoint, 'media_encryption', 'no') !== 'no';
    // A transport that somebody chose by hand stays while encryption does.
    if (isTls !== (kind === 'tls')) {
      const keys = ['transport', 'media_encryption'];
      next = giveSettings(next, endpoint, keys, transportSettings(change, change.policy));
    }
    const natKeys = ['rtp_symmetric', 'force_rport', 'rewrite_contact'];
    next = giveSettings(next, endpoint, natKeys, natSettings(kind));
    const value = qualifySeconds(kind);
    return setSetting(next, {
      section: { name: number, type: 'aor' },
      key: 'qualify_frequency',
      value,
    });
  });
}

/** The `auth_type` that this version of Asterisk loads. */
export function updateAuthType(
  document: ConfDocument,
  number: string,
  asteriskVersion: string,
): ConfDocument {
  const value = authTypeFor(asteriskVersion);
  const section = { name: authIdOf(number), type: 'auth' };
  return edited(document, number, (open) => setSetting(open, { section, key: 'auth_type', value }));
}

/** Its password. It must not need an escape in the file: see `judgePassword`. */
export function setPassword(
  document: ConfDocument,
  number: string,
  password: string,
): ConfDocument {
  const section = { name: authIdOf(number), type: 'auth' };
  return edited(document, number, (open) =>
    setSetting(open, { section, key: 'password', value: password }),
  );
}

/** Switches it off: its sections become comments, and keep their place. */
export function disableExtension(document: ConfDocument, number: string): ConfDocument {
  requireSection(document, endpointOf(number));
  const off = presentParts(document, number).reduce(commentOutSection, document);
  if (isSwitchedOff(off, number)) return off;
  throw new Conflict(`Extension ${number} takes its type from a template: change it by hand.`);
}

/** Switches it on again. Throws NotFound when it is not switched off. */
export function enableExtension(document: ConfDocument, number: string): ConfDocument {
  const off = switchedOffSections(document);
  return partsOf(number)
    .filter((part) => part.type === 'endpoint' || off.some((section) => isPart(section, part)))
    .reduce(uncommentSection, document);
}

/** Takes its sections away, switched off or not. */
export function removeExtension(document: ConfDocument, number: string): ConfDocument {
  const open = isSwitchedOff(document, number) ? enableExtension(document, number) : document;
  requireSection(open, endpointOf(number));
  return presentParts(open, number).reduce(removeSection, open);
}

function edited(
  document: ConfDocument,
  number: string,
  edit: (open: ConfDocument) => ConfDocument,
): ConfDocument {
  if (!isSwitchedOff(document, number)) return edit(document);
  return disableExtension(edit(enableExtension(document, number)), number);
}

function isSwitchedOff(document: ConfDocument, number: string): boolean {
  const part = { name: number, type: 'endpoint' };
  return (
    sectionsNamed(document, number).length === 0 &&
    switchedOffSections(document).some((section) => isPart(section, part))
  );
}

function endpointOf(number: string): SectionChoice {
  return { name: number, type: 'endpoint' };
}

type Part = { readonly name: string; readonly type: string };

function partsOf(number: string): readonly Part[] {
  return objectsOf(number).map(({ id, type }) => ({ name: id, type }));
}

/** A hand edit may have taken the auth or the AOR away. */
function presentParts(document: ConfDocument, number: string): readonly Part[] {
  return partsOf(number).filter((part) => hasSection(document, part));
}

/** Its type may come from a template. Throws Conflict when there are several. */
function hasSection(document: ConfDocument, part: Part): boolean {
  try {
    requireSection(document, part);
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

function isPart({ name, settings }: ConfSection, part: Part): boolean {
  const type = settings.find(({ key }) => key === 'type')?.value;
  return name === part.name && type === part.type;
}

function giveSettings(
  document: ConfDocument,
  section: SectionChoice,
  keys: readonly string[],
  settings: readonly Setting[],
): ConfDocument {
  const wanted = new Map(settings);
  return keys.reduce((next, key) => {
    const value = wanted.get(key);
    if (value !== undefined) return setSetting(next, { section, key, value });
    return hasSetting(next, section, key) ? removeSetting(next, { section, key }) : next;
  }, document);
}

function hasSetting(document: ConfDocument, section: SectionChoice, key: string): boolean {
  return requireSection(document, section).settings.some((setting) => setting.key === key);
}

function valueOf(
  document: ConfDocument,
  section: SectionChoice,
  key: string,
  otherwise: string,
): string {
  const { settings } = requireSection(document, section);
  return settings.findLast((setting) => setting.key === key)?.value ?? otherwise;
}
