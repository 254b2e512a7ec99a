/** The proofs of what the doctor mends: `core.ts` gives the engine their provers. */
export const ariFileProof = 'ariFile';
export const httpFileProof = 'httpFile';
