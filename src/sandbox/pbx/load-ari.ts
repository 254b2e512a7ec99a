import type { ConfObject, ConfTree } from '../../files/conf-tree.ts';

export type AriUser = { readonly password: string; readonly isReadOnly: boolean };

export type AriAccess = {
  readonly isEnabled: boolean;
  readonly users: ReadonlyMap<string, AriUser>;
  /** Shown with every channel. */
  readonly channelVars: readonly string[];
};

export const noAriAccess: AriAccess = { isEnabled: false, users: new Map(), channelVars: [] };

const generalKeys = new Set([
  ...['enabled', 'pretty', 'auth_realm', 'allowed_origins', 'channelvars'],
  'websocket_write_timeout',
]);
const userKeys = new Set([
  ...['type', 'password', 'password_format', 'read_only', 'acl', 'permit', 'deny'],
]);

/** What a reload of res_ari makes of its file, given what it runs with: the same rules as PJSIP's. */
export function loadAri(tree: ConfTree, before: AriAccess): AriAccess {
  if (tree.isRefused) return before;
  const general = tree.objects.filter(({ id }) => id === 'general');
  const users = tree.objects.filter(({ type }) => type === 'user');
  const isRefused = general.length > 1;
  return {
    isEnabled: isRefused ? before.isEnabled : isEnabled(general[0]),
    channelVars: isRefused ? before.channelVars : channelVarsOf(general[0]),
    users: loadUsers(users, before.users),
  };
}

/** Without a [general] that Asterisk understands, ARI answers 404 to everything. */
function isEnabled(general: ConfObject | undefined): boolean {
  if (!general?.settings.every(({ key }) => generalKeys.has(key.toLowerCase()))) return false;
  const enabled = lastOf(general, 'enabled') ?? 'yes';
  return /^(yes|true|y|t|1|on)$/i.test(enabled);
}

function channelVarsOf(general: ConfObject | undefined): readonly string[] {
  const names = (general && lastOf(general, 'channelvars')) ?? '';
  return names.split(',').flatMap((name) => name.trim() || []);
}

function loadUsers(
  objects: readonly ConfObject[],
  before: ReadonlyMap<string, AriUser>,
): ReadonlyMap<string, AriUser> {
  if (new Set(objects.map(({ id }) => id)).size < objects.length) return before;
  return new Map(
    objects.flatMap((object) => {
      const user = readUser(object) ?? before.get(object.id);
      return user ? [[object.id, user] as const] : [];
    }),
  );
}

function readUser(object: ConfObject): AriUser | undefined {
  const isKnown = object.settings.every(({ key }) => userKeys.has(key.toLowerCase()));
  const password = lastOf(object, 'password') ?? '';
  const format = lastOf(object, 'password_format') ?? 'plain';
  if (!isKnown || password === '' || format !== 'plain') return undefined;
  return { password, isReadOnly: /^(yes|true|y|t|1|on)$/i.test(lastOf(object, 'read_only') ?? '') };
}

function lastOf({ settings }: ConfObject, key: string): string | undefined {
  return settings.findLast((setting) => setting.key.toLowerCase() === key)?.value;
}
