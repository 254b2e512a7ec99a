import { trunk, type PbxChannel } from './pbx-channel.ts';
import type { DialRefusal } from './lines.ts';
import type { SandboxPbx } from './start-pbx.ts';

/** What one phone shows of its call. */
export type PhoneLine = {
  readonly channelId: string;
  /** `ringing`: it is called. `calling`: it waits for the other side. */
  readonly state: 'ringing' | 'calling' | 'talking';
  readonly number: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly since: number;
};

/** All phones around the emulated PBX, as they look now. */
export type ShownPhones = {
  readonly desk: readonly {
    readonly number: string;
    readonly name: string;
    readonly isConnected: boolean;
    readonly line: PhoneLine | undefined;
  }[];
  readonly customer: {
    /** From which a customer may call. */
    readonly numbers: readonly string[];
    /** One for each number that calls or is called. */
    readonly lines: readonly (PhoneLine & { readonly own: string })[];
  };
  /** What a newcomer has tried already. */
  readonly done: readonly ('connect' | 'missed' | 'calledBack')[];
};

export type DialOutcome = 'dialled' | 'nobodyThere' | DialRefusal;

/** The phones that people of the sandbox hold. */
export type DeskPhones = {
  readonly show: () => ShownPhones;
  /** Signs in with the password that the PBX has now. */
  readonly connect: (number: string) => Promise<'connected' | 'refused'>;
  readonly disconnect: (number: string) => void;
  readonly dial: (number: string, dialled: string) => DialOutcome;
  readonly callIn: (from: string) => DialOutcome;
  readonly answer: (channelId: string) => boolean;
  /** Declines, gives up or hangs up. */
  readonly hangUp: (channelId: string) => boolean;
  readonly onChange: SandboxPbx['onChange'];
};

/** Made up; a mobile phone, another one, and one of a company in Tashkent. */
const customerNumbers = ['998901234567', '998935550011', '998712000000'];

const device = 'desk';

export function createDeskPhones({
  pbx,
  lines,
  ...sandbox
}: Pick<
  SandboxPbx,
  'pbx' | 'lines' | 'registerPhone' | 'unregisterPhone' | 'onChange'
>): DeskPhones {
  /** With which password each signed in. */
  const connected = new Map<string, string>();
  const done = new Set<ShownPhones['done'][number]>();
  let waiting: readonly PbxChannel[] = [];

  const disconnect = (username: string): void => {
    connected.delete(username);
    for (const { id } of lines.channels.of(username)) lines.hangUp(id);
    sandbox.unregisterPhone({ username, device });
  };
  const look = (): void => {
    const outside = lines.channels.of(trunk);
    const isOver = (channel: PbxChannel) => !outside.includes(channel);
    if (waiting.some((one) => isOver(one) && one.upSince === undefined)) done.add('missed');
    waiting = outside.filter(({ state }) => state === 'Ring');
    const isCalled = (one: PbxChannel) => one.linkedId !== one.id && one.talkingSince;
    if (outside.some(isCalled)) done.add('calledBack');
    // A phone with an old password, or of a number that is gone, falls off.
    for (const [number, password] of connected) {
      if (sandboxPassword(number) !== password) disconnect(number);
    }
  };
  const sandboxPassword = (number: string) => pbx.passwordOf(number);
  sandbox.onChange(look);

  return {
    show: () => ({
      desk: lines.staff().map((number) => {
        const [channel] = lines.channels.of(number);
        const { name } = pbx.partyOf(number);
        const isConnected = pbx.isOnline(number);
        return { number, name, isConnected, line: channel && lineOf(channel) };
      }),
      customer: {
        numbers: customerNumbers,
        lines: lines.channels
          .of(trunk)
          .map((channel) => ({ ...lineOf(channel), own: channel.caller.number })),
      },
      done: [...done],
    }),
    connect: async (username) => {
      const password = sandboxPassword(username) ?? '';
      const { status } = await sandbox.registerPhone({ username, password, device });
      if (status !== 200) return 'refused';
      connected.set(username, password);
      done.add('connect');
      return 'connected';
    },
    disconnect,
    dial: (number, dialled) => outcomeOf(lines.dial(number, dialled.replaceAll(/[\s()-]/g, ''))),
    callIn: (number) => {
      const outcome = outcomeOf(lines.callIn({ name: '', number }));
      const isThere = lines.staff().some(pbx.isOnline);
      return outcome === 'dialled' && !isThere ? 'nobodyThere' : outcome;
    },
    ...{ answer: lines.answer, hangUp: lines.hangUp, onChange: sandbox.onChange },
  };
}

function outcomeOf(made: PbxChannel | DialRefusal): DialOutcome {
  return typeof made === 'string' ? made : 'dialled';
}

function lineOf(channel: PbxChannel): PhoneLine {
  const { id, state, connected, dialplan, talkingSince, upSince, createdAt } = channel;
  const now = state === 'Ringing' ? 'ringing' : 'calling';
  return {
    ...{ channelId: id, state: talkingSince === undefined ? now : 'talking' },
    ...{ number: connected.number || dialplan.exten, name: connected.name },
    since: talkingSince ?? upSince ?? createdAt.getTime(),
  };
}
