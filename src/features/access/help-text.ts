import { isAtLeast, type Role } from '../../lib/role.ts';
import type { DoorCommand, Words } from '../../telegram/door.ts';

type Command = Pick<DoorCommand, 'command' | 'minimumRole' | 'where' | 'descriptionKey'>;

/** What everybody knows who reads it. */
const unsaid = new Set(['start', 'help']);

/** All that somebody of this role may ask for, as the features themselves describe it. */
export function helpText(words: Words, role: Role, commands: readonly Command[]): string {
  const theirs = commands.filter(
    ({ command, minimumRole }) => isAtLeast(role, minimumRole) && !unsaid.has(command),
  );
  const isForAll = ({ minimumRole }: Command): boolean => !isAtLeast(minimumRole, 'admin');
  const isOfGroup = ({ where }: Command): boolean => where === 'group' || where === 'topic';
  const said = theirs.filter((command) => !isOfGroup(command));
  return [
    { title: undefined, part: said.filter(isForAll) },
    { title: 'access-help-admin', part: said.filter((command) => !isForAll(command)) },
    { title: 'access-help-group', part: theirs.filter(isOfGroup) },
  ]
    .filter(({ part }) => part.length > 0)
    .map(({ title, part }) =>
      [
        ...(title === undefined ? [] : [words(title)]),
        ...part.map(({ command, descriptionKey }) => `/${command} — ${words(descriptionKey)}`),
      ].join('\n'),
    )
    .join('\n\n');
}
