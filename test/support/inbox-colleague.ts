import type { InboxOffice } from './inbox-office.ts';
import type { Person } from './telegram.ts';

/** Somebody whom the owner invites, and who then sits in the operators' group. */
export async function inviteColleague(
  { owner, telegram, group }: InboxOffice,
  name: string,
  role = 'operator',
): Promise<Person> {
  await owner.says('/people');
  await owner.taps('Taklif');
  await owner.taps(role);
  const { text } = await owner.sees(/start=inv_/);
  const person = telegram.createPerson({ name, languageCode: 'uz' });
  await person.opensLink(/https:\S+/.exec(text)?.[0] ?? '');
  await person.sees(/Xush kelibsiz/);
  group.adds(person);
  return person;
}
