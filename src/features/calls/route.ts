/** The name of the route that `/callshere` sets: where the cards of the calls go. */
export const callRoute = 'calls';
