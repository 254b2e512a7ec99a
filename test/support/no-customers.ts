/** Nobody writes, so no call is any customer's. */
export const noCustomers = {
  findCustomers: () => Promise.resolve(() => []),
  makeOtherCards: () => Promise.resolve({ cards: [], dropped: [] }),
};
