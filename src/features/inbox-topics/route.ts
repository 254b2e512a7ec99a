/** The name of the route of customers' topics. */
export const inboxRoute = 'inbox';
