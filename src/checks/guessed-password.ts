import type { ConfObject } from '../files/conf-tree.ts';
import { settingOf } from '../files/preflight-finding.ts';
import { isPublishedPassword } from '../pbx/password.ts';

/** Whether an auth has what scanners try first: a sample of the guides, or the number itself. */
export function isGuessed(auth: ConfObject): boolean {
  const password = settingOf(auth, 'password') ?? '';
  const username = settingOf(auth, 'username') ?? '';
  return password !== '' && (isPublishedPassword(password) || password === username);
}
