import type { Person } from '../../storage/people.ts';

/** Staff phones as people speak of them: `1001 Dilnoza`. */
export function namesOf(people: readonly Person[]): (extension: string) => string {
  const names = new Map(people.map(({ extension, name }) => [extension, name]));
  return (extension) => {
    const name = names.get(extension);
    return name === undefined ? extension : `${extension} ${name}`;
  };
}
