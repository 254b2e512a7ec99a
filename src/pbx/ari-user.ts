import { decodeConfText, parseConf, sectionsOf } from '../files/conf-document.ts';
import type { ConfObject, ConfTree } from '../files/conf-tree.ts';
import { Secret } from '../lib/secret.ts';
import { settingsOf } from './pbx.ts';

/** A user of ARI as ari.conf has it. */
export type AriUser = {
  readonly name: string;
  /** As it stands in the file: with `isHashed` what Asterisk compares, not what a program sends. */
  readonly password: Secret;
  readonly isHashed: boolean;
  /** May look, not act. It can still read SIP passwords through ARI. */
  readonly isReadOnly: boolean;
  /** From where it may come, in the file's order: `permit`, `deny`, `acl`. */
  readonly limits: readonly (readonly [key: string, value: string])[];
  /** Absolute, and the line of its header. */
  readonly file: string;
  readonly line: number;
};

/** A user name with its password. */
export type AriPair = { readonly username: string; readonly password: Secret };

/** The users in file order; one that stands twice is here twice. */
export function ariUsersOf(tree: ConfTree): readonly AriUser[] {
  return tree.objects.filter(({ type }) => type === 'user').map(toUser);
}

function toUser(object: ConfObject): AriUser {
  const settings = settingsOf(object);
  return {
    name: object.id,
    password: new Secret(decodeConfText(settings.get('password') ?? '')),
    isHashed: /^crypt$/i.test(settings.get('password_format') ?? ''),
    isReadOnly: /^(yes|true|y|t|1|on)$/i.test(settings.get('read_only') ?? ''),
    limits: object.settings
      .filter(({ key }) => /^(permit|deny|acl)$/i.test(key))
      .map(({ key, value }) => [key, value] as const),
    file: object.file,
    line: object.line,
  };
}

/**
 * Whether all that the user is stands in one section of its own file, with one plain password line:
 * only then can its password be changed without changing anybody else's.
 */
export function isPlainUser(fileText: string, name: string): boolean {
  const sections = sectionsOf(parseConf(fileText)).filter((section) => section.name === name);
  const [section] = sections;
  return (
    sections.length === 1 &&
    section?.isTemplate === false &&
    !section.isAddition &&
    section.parents.length === 0 &&
    section.settings.filter(({ key }) => key === 'password').length === 1 &&
    section.settings.some(({ key, value }) => key === 'type' && value === 'user')
  );
}

/** The other of the two users whose passwords alternate: `backend` ⇄ `backend_b`. */
export function twinOf(name: string): string {
  return name.endsWith('_b') && name.length > 2 ? name.slice(0, -2) : `${name}_b`;
}
