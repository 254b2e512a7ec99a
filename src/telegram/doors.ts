import type { DoorButton, DoorCommand, DoorFlow, TelegramDoor } from './door.ts';

/** All that the features offer, by name. */
export type Doors = {
  readonly commands: ReadonlyMap<string, DoorCommand>;
  /** There is such a command, and it is written in groups too. */
  readonly isOfGroups: (command: string) => boolean;
  readonly buttons: ReadonlyMap<string, DoorButton>;
  readonly flows: ReadonlyMap<string, DoorFlow>;
  readonly starts: readonly NonNullable<TelegramDoor['start']>[];
  readonly topicTalks: readonly NonNullable<TelegramDoor['topicTalk']>[];
};

/** Opens the doors into one house. Two features offering the same name is a mistake and throws. */
export function openDoors(doors: readonly TelegramDoor[]): Doors {
  const commands = collect(
    doors.flatMap(({ commands: offered = [] }) =>
      offered.map((one) => [one.command, one] as const),
    ),
  );
  return {
    commands,
    isOfGroups: (command) => (commands.get(command)?.where ?? 'private') !== 'private',
    buttons: collect(doors.flatMap(({ buttons = {} }) => Object.entries(buttons))),
    flows: collect(doors.flatMap(({ flows = {} }) => Object.entries(flows))),
    starts: doors.flatMap(({ start }) => (start ? [start] : [])),
    topicTalks: doors.flatMap(({ topicTalk }) => (topicTalk ? [topicTalk] : [])),
  };
}

function collect<Offer>(offers: readonly (readonly [string, Offer])[]): ReadonlyMap<string, Offer> {
  const collected = new Map(offers);
  if (collected.size < offers.length) {
    const names = offers.map(([name]) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    throw new Error(`Two features offer ${twice ?? ''} in Telegram.`);
  }
  return collected;
}
