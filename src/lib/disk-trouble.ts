/**
 * The disk is full or fails, or another process holds the database: it passes, and is no fault of what was
 * to be written. Source: SQLite, result codes.
 */
export function isDiskTrouble(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|NOMEM|PROTOCOL)/.test(error.code)
  );
}
