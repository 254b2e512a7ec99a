import { Unreachable } from '../../src/lib/error.ts';
import { noCustomers } from './no-customers.ts';

const unused = () => Promise.reject(new Unreachable('There is no such thing here.'));

/** No group has asked for the cards of calls, so nothing is shown, and nobody is asked who is who. */
export const noChat = {
  ...noCustomers,
  callLog: { findLastWith: unused, listPast: unused },
  people: { list: unused },
  routes: {
    ...{ find: () => Promise.resolve(undefined), set: unused },
    ...{ remove: unused, setBlindSince: unused },
  },
  outbox: { wake: () => undefined },
  chat: { sendMessage: unused },
  wordsOf: () => () => '',
  onSaved: () => undefined,
};

/** Of the calls' store, what only cards need. */
export const noCards = { noteRouteMessage: unused, putCard: unused };
