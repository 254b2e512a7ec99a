import type { RunningAriUser } from '../../asterisk/cli.ts';
import { Stop } from '../../lib/error.ts';
import { twinOf } from '../../pbx/ari-user.ts';
import { readAri } from '../../pbx/read-ari.ts';
import type { AriUsersDeps } from './ari-users-deps.ts';

/** `current`: `.env` names it. `twin`: it takes turns with that one. Both change by rotation only. */
export type ListedUser = {
  readonly name: string;
  readonly isReadOnly: boolean;
  /** Its password stands in the file as a hash (`password_format = crypt`). */
  readonly isHashed: boolean;
  readonly part: 'current' | 'twin' | 'other';
  /** Where ari.conf has it; undefined when only the running Asterisk does. */
  readonly place: { readonly file: string; readonly line: number } | undefined;
  /** What differs between the file and the running Asterisk. */
  readonly difference: 'notRunning' | 'notInFile' | 'otherRights' | undefined;
};

export type ListedUsers = {
  readonly users: readonly ListedUser[];
  /** The console answered; without it nothing is known of differences. */
  readonly isCompared: boolean;
};

/** The users of ARI: as ari.conf has them, and what the running Asterisk has otherwise. */
export async function listUsers({
  folder,
  cli,
}: Pick<AriUsersDeps, 'folder' | 'cli'>): Promise<ListedUsers> {
  const { users, pair } = await readAri(folder);
  const running = await findRunning(cli);
  const partOf = (name: string): ListedUser['part'] => {
    if (!pair) return 'other';
    if (name === pair.username) return 'current';
    return name === twinOf(pair.username) ? 'twin' : 'other';
  };
  const inFile = users.map(({ name, isReadOnly, isHashed, file, line }): ListedUser => {
    const part = partOf(name);
    const found = running?.find((one) => one.name === name);
    const difference = running ? differenceOf(isReadOnly, found) : undefined;
    return { name, isReadOnly, isHashed, part, place: { file, line }, difference };
  });
  const onlyRunning = (running ?? [])
    .filter(({ name }) => !users.some((user) => user.name === name))
    .map(({ name, isReadOnly }): ListedUser => {
      const part = partOf(name);
      const isHashed = false;
      return { name, isReadOnly, isHashed, part, place: undefined, difference: 'notInFile' };
    });
  return { users: [...inFile, ...onlyRunning], isCompared: running !== undefined };
}

function differenceOf(
  isReadOnly: boolean,
  running: RunningAriUser | undefined,
): ListedUser['difference'] {
  if (!running) return 'notRunning';
  return running.isReadOnly === isReadOnly ? undefined : 'otherRights';
}

async function findRunning(
  cli: AriUsersDeps['cli'],
): Promise<readonly RunningAriUser[] | undefined> {
  try {
    return await cli.showAriUsers();
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
}
