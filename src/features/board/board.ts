import {
  directionOf,
  outsideNumberOf,
  rootOf,
  stateOf,
  type Call,
  type Leg,
} from '../../telephony/call.ts';

/** What a staff phone does. `off`: no phone is registered; `unknown`: Asterisk could not be asked. */
export type Doing =
  | { readonly type: 'talking'; readonly with: OtherSide; readonly since: number }
  | { readonly type: 'ringing'; readonly with: OtherSide; readonly since: number }
  | { readonly type: 'calling'; readonly with: OtherSide; readonly since: number }
  | { readonly type: 'free' }
  | { readonly type: 'off' }
  | { readonly type: 'unknown' };

/** A customer, or other phones of the staff. */
export type OtherSide =
  | { readonly type: 'outside'; readonly number: string; readonly name: string }
  | { readonly type: 'staff'; readonly extensions: readonly string[] };

export type BoardRow = {
  readonly extension: string;
  /** Of the person whose phone it is, else of the phone; '' when it has none. */
  readonly name: string;
  readonly isOnDuty: boolean;
  readonly doing: Doing;
};

/** A caller for whom nobody's phone rings. */
export type Waiting = { readonly number: string; readonly name: string; readonly since: number };

export type Board = {
  /** Those who talk first, then those who are rung, and so on; in number order among their like. */
  readonly rows: readonly BoardRow[];
  readonly waiting: readonly Waiting[];
  readonly counts: Readonly<Record<Doing['type'], number>>;
};

type Sources = {
  readonly phones: readonly { readonly number: string; readonly name: string }[];
  /** The phones that Asterisk can reach; undefined: it could not be asked. */
  readonly online: ReadonlySet<string> | undefined;
  readonly people: readonly {
    readonly extension: string | undefined;
    readonly name: string;
    readonly isOnDuty: boolean;
  }[];
  readonly live: readonly Call[];
};

const order = {
  talking: 0,
  calling: 1,
  ringing: 2,
  free: 3,
  unknown: 4,
  off: 5,
} as const satisfies Record<Doing['type'], number>;

/** What everybody does at one moment. */
export function boardOf({ phones, online, people, live }: Sources): Board {
  const doings = doingsIn(live);
  const owners = new Map(
    people.flatMap((person) =>
      person.extension === undefined ? [] : [[person.extension, person] as const],
    ),
  );
  const names = new Map(phones.map(({ number, name }) => [number, name]));
  // A phone may talk that is in no file of ours any more, or has only a person.
  const numbers = new Set([...names.keys(), ...owners.keys(), ...doings.keys()]);
  const idle = (number: string): Doing => {
    if (!online) return { type: 'unknown' };
    return { type: online.has(number) ? 'free' : 'off' };
  };
  const rows = [...numbers].map((extension) => {
    const owner = owners.get(extension);
    return {
      extension,
      name: owner?.name ?? names.get(extension) ?? '',
      isOnDuty: owner?.isOnDuty === true,
      doing: doings.get(extension) ?? idle(extension),
    };
  });
  const counts = { talking: 0, ringing: 0, calling: 0, free: 0, off: 0, unknown: 0 };
  for (const { doing } of rows) counts[doing.type] += 1;
  return { rows: rows.toSorted(byInterest), waiting: waitingIn(live), counts };
}

function byInterest(a: BoardRow, b: BoardRow): number {
  return (
    order[a.doing.type] - order[b.doing.type] ||
    Number(b.isOnDuty) - Number(a.isOnDuty) ||
    Number(a.extension) - Number(b.extension)
  );
}

/** Of a phone in several calls at once the one that comes first on the board. */
function doingsIn(live: readonly Call[]): ReadonlyMap<string, Doing> {
  const doings = new Map<string, Doing>();
  for (const call of live) {
    for (const leg of call.legs.values()) {
      const { extension } = leg;
      const doing = extension === undefined ? undefined : doingOf(call, leg, extension);
      if (extension === undefined || !doing) continue;
      const before = doings.get(extension);
      if (!before || order[doing.type] < order[before.type]) doings.set(extension, doing);
    }
  }
  return doings;
}

function doingOf(call: Call, leg: Leg, extension: string): Doing | undefined {
  if (leg.isLocal || leg.endedAt !== undefined) return undefined;
  const other = otherSideOf(call, extension);
  const talk = call.talks.find((one) => one.extension === extension && one.to === undefined);
  if (talk) return { type: 'talking', with: other, since: talk.from };
  if (leg.state === 'ringing') return { type: 'ringing', with: other, since: leg.startedAt };
  if (leg === rootOf(call)) return { type: 'calling', with: other, since: leg.startedAt };
  // On hold: the phone is taken all the same.
  const last = call.talks.findLast((one) => one.extension === extension);
  return last && { type: 'talking', with: other, since: last.from };
}

function otherSideOf(call: Call, extension: string): OtherSide {
  const direction = directionOf(call);
  if (direction !== 'internal') {
    const name = direction === 'inbound' ? (rootOf(call)?.name ?? '') : '';
    return { type: 'outside', number: outsideNumberOf(call), name };
  }
  const others = [...call.legs.values()].flatMap((leg) =>
    leg.extension === undefined || leg.extension === extension || leg.endedAt !== undefined
      ? []
      : [leg.extension],
  );
  return { type: 'staff', extensions: [...new Set(others)] };
}

function waitingIn(live: readonly Call[]): readonly Waiting[] {
  return live.flatMap((call) =>
    directionOf(call) === 'inbound' &&
    stateOf(call).type === 'waiting' &&
    // On hold after a talk is not waiting for somebody to answer.
    call.talks.length === 0
      ? [
          {
            number: outsideNumberOf(call),
            name: rootOf(call)?.name ?? '',
            since: call.startedAt,
          },
        ]
      : [],
  );
}
