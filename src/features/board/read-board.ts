import { Refused, Unreachable } from '../../lib/error.ts';
import { boardOf, type Board } from './board.ts';
import type { BoardDeps } from './board-deps.ts';

type ReadDeps = Pick<BoardDeps, 'live' | 'listPhones' | 'ari' | 'people'>;

/** What changes slowly: which phones there are, and which of them Asterisk can reach. */
export type PhoneStates = {
  readonly phones: readonly { readonly number: string; readonly name: string }[];
  readonly online: ReadonlySet<string> | undefined;
};

/** `states`: as they were read a moment ago, or will be. */
export async function readBoard(
  deps: ReadDeps,
  states: (read: () => Promise<PhoneStates>) => Promise<PhoneStates>,
): Promise<Board> {
  const [{ phones, online }, people] = await Promise.all([
    states(() => readStates(deps)),
    deps.people.list(),
  ]);
  return boardOf({ phones, online, people, live: deps.live() });
}

async function readStates({ listPhones, ari }: ReadDeps): Promise<PhoneStates> {
  const [phones, online] = await Promise.all([listPhones(), readOnline(ari)]);
  return { phones, online };
}

async function readOnline(ari: ReadDeps['ari']): Promise<ReadonlySet<string> | undefined> {
  try {
    const endpoints = await ari.listEndpoints();
    return new Set(
      endpoints.filter(({ state }) => state === 'online').map(({ resource }) => resource),
    );
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Refused) return undefined;
    throw error;
  }
}
