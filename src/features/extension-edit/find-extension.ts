import type { Extension } from '../../pbx/extension.ts';
import { findManaged, type Pbx } from '../../pbx/pbx.ts';
import { readPbx } from '../../pbx/read-pbx.ts';
import type { Person } from '../../storage/people.ts';
import type { ExtensionEditDeps } from './edit-deps.ts';

export type FoundExtension = {
  readonly pbx: Pbx;
  readonly extension: Extension;
  /** Whose it is; undefined when it is nobody's. */
  readonly operator: Person | undefined;
};

/** One of our extensions with its operator. Undefined when it is not ours. */
export async function findExtension(
  { folder, people }: Pick<ExtensionEditDeps, 'folder' | 'people'>,
  number: string,
): Promise<FoundExtension | undefined> {
  const [pbx, persons] = await Promise.all([readPbx(folder), people.list()]);
  const extension = findManaged(pbx, number);
  const operator = persons.find((person) => person.extension === number);
  return extension && { pbx, extension, operator };
}
