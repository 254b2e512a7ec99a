import type { TestApp } from './app.ts';
import type { FakeTelegram, Person } from './telegram.ts';

/** The first person of a new house: Dilshod, in Uzbek, by the link that the console showed. */
export async function claimOwner(telegram: FakeTelegram, app: TestApp): Promise<Person> {
  const owner = telegram.createPerson({ name: 'Dilshod', languageCode: 'uz' });
  await owner.opensLink(`https://t.me/${app.botUsername}?start=${app.claimParameter}`);
  await owner.sees(/Endi siz bu yerning egasisiz/);
  return owner;
}
