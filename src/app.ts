import { startAriEvents, type AriEvents } from './asterisk/ari-events.ts';
import { openCore } from './core.ts';
import { startHttpServer } from './http/server.ts';
import { random } from './lib/random.ts';
import { pause } from './lib/retry.ts';
import { createPeople } from './storage/people.ts';
import { recoverOrWait, watchChanges } from './watch-changes.ts';
import type { FeatureDeps } from './wire-deps.ts';
import { wireFeatures } from './wire-features.ts';

export type AppDeps = FeatureDeps;

export type App = {
  readonly url: string;
  readonly botUsername: string;
  readonly stop: () => Promise<void>;
};

/** Puts the house together and starts it: recovery first, then Telegram. `stop` undoes it in reverse. */
export async function startApp(deps: AppDeps): Promise<App> {
  const { config, clock, log } = deps;
  const core = await openCore(config, clock, log);
  const stops: (() => Promise<void> | void)[] = [() => core.close()];
  const stop = async () => {
    for (const undo of stops.splice(0).reverse()) await undo();
  };
  try {
    const recovered = await recoverOrWait(core.change);
    const events = startAriEvents({
      settings: core.ariLinks.inUse(),
      app: ariApp,
      log,
      now: () => clock.now(),
      random,
    });
    core.ariLinks.join(events);
    stops.push(() => events.stop());
    // The doctor is asked only when there is one.
    const server = { url: '' };
    const {
      bot,
      cards,
      vanishing,
      claims,
      phoneCard,
      ariAccess,
      asterisk,
      doctor,
      calls,
      missedCalls,
      dial,
      testCall,
      duty,
      inbox,
    } = wireFeatures(deps, { ...core, events }, () => server.url);
    const { webhookSecret } = config.telegram;
    const http = await startHttpServer({
      host: config.http.host,
      port: config.http.port,
      log,
      readyChecks: doctor.readyChecks,
      routes: [phoneCard.http, testCall.http, ...inbox.http],
      telegramWebhook: webhookSecret && {
        secret: webhookSecret,
        receive: bot.handleWebhookUpdate,
      },
    });
    server.url = http.url;
    inbox.start();
    stops.push(() => inbox.stop());
    stops.push(() => http.stop());
    const started = Promise.withResolvers<undefined>();
    stops.push(
      watchChanges({
        change: core.change,
        people: createPeople(core.database),
        bot,
        botStarted: started.promise,
        recovered,
        undoableChanges: config.undoableChanges,
      }),
    );
    await calls.start();
    stops.push(() => calls.stop());
    await missedCalls.start();
    stops.push(() => missedCalls.stop());
    ariAccess.start();
    stops.push(() => ariAccess.stop());
    await asterisk.start();
    stops.push(() => asterisk.stop());
    await vanishing.start();
    stops.push(() => {
      vanishing.stop();
    });
    await testCall.start();
    dial.start();
    stops.push(() => dial.stop());
    await bot.start({ poll: webhookSecret === undefined });
    started.resolve(undefined);
    stops.push(() => bot.stop());
    stops.push(() => testCall.stop());
    await cards.start();
    stops.push(() => cards.stop());
    inbox.startTopics();
    stops.push(() => inbox.stopTopics());
    duty.start();
    stops.push(() => duty.stop());
    await phoneCard.start();
    stops.push(() => phoneCard.stop());
    await claims.start();
    await knowLink(events);
    return { url: http.url, botUsername: bot.username(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A frozen Asterisk says nothing; whoever starts us must not wait for that. */
const firstEventsMs = 3_000;

/** Until it is known whether events come: who is told that we are ready may place a call in the same moment. */
async function knowLink(events: Pick<AriEvents, 'state' | 'onState'>): Promise<void> {
  if (events.state().type !== 'starting') return;
  const known = new AbortController();
  const stopListening = events.onState(() => {
    known.abort();
  });
  await pause(firstEventsMs, known.signal);
  stopListening();
}

/** The name of our Stasis application. Two bots of one name at one Asterisk take each other's events. */
const ariApp = 'navbatchi';
