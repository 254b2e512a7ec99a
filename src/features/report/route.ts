/** Where `/reporthere` sends the reports of the days. */
export const reportRoute = 'report';

/** Where they go otherwise: to the cards of the calls. */
export const callRoute = 'calls';
