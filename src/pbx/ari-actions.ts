/** Standing buttons between the features of ARI: `features/ari-access` answers the first, `features/ari-users` the second, `features/ari-https` the third. */
export const ariScreenAction = 'ari.show';
export const ariUsersAction = 'ariUsers.list';
export const ariHttpsAction = 'ariHttps.setUp';
