/** What a person may do, least first. Each role may do all that the ones before it may. */
export const roles = ['operator', 'supervisor', 'admin', 'owner'] as const;

export type Role = (typeof roles)[number];

export function isAtLeast(role: Role, minimum: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(minimum);
}
