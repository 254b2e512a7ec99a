import { messageOf } from '../lib/error.ts';
import type { Log } from '../lib/log.ts';
import type { Deliver } from './deliver.ts';
import type { FlowPass } from './flow-pass.ts';

/** How a flow calls the outside while it handles one update. */
export type FlowCalls = {
  /** Marks the pass when the bot stops in the middle. */
  readonly run: <Result>(pass: FlowPass, call: () => Promise<Result>) => Promise<Result>;
  /** The same, for what a person waits for: it is tried for a while. */
  readonly deliver: <Sent>(pass: FlowPass, call: () => Promise<Sent>) => Promise<Sent | 'blocked'>;
  /** Nobody in the flow waits for it. */
  readonly aside: (pass: FlowPass, call: Promise<unknown>) => void;
  /** Nobody waits, but it is tried for as long as if somebody did. */
  readonly insist: (pass: FlowPass, call: () => Promise<unknown>) => void;
};

export function createFlowCalls(deps: {
  readonly deliver: Deliver;
  readonly log: Log;
  readonly stopping: AbortSignal;
}): FlowCalls {
  const run: FlowCalls['run'] = async (pass, call) => {
    try {
      return await call();
    } catch (error) {
      if (deps.stopping.aborted) pass.isAbandoned = true;
      throw error;
    }
  };
  const aside: FlowCalls['aside'] = (pass, call) => {
    const ended = call.then(
      () => undefined,
      (error: unknown) => {
        deps.log.warn({ cause: messageOf(error) }, 'a small answer was lost');
      },
    );
    pass.asides.push(ended);
  };
  return {
    run,
    deliver: (pass, call) => run(pass, () => deps.deliver(call)),
    aside,
    insist: (pass, call) => {
      aside(pass, deps.deliver(call));
    },
  };
}
