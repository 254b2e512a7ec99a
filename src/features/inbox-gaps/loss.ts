/** What customers wrote in some time, and how much of it no webhook told. */
export type Loss = { readonly written: number; readonly missed: number };

/** One that is missed may happen to anybody; this is a trouble that somebody should look at. */
export function isTrouble({ written, missed }: Loss): boolean {
  return missed >= 5 && missed * 50 >= written;
}

/** A trouble is over below half of where it began, so that it does not come and go. */
export function isMended({ written, missed }: Loss): boolean {
  return missed < 3 || missed * 100 < written;
}

/** `2.5`: so many of a hundred. */
export function percentOf({ written, missed }: Loss): string {
  return written === 0 ? '0' : String(Math.round((missed / written) * 1000) / 10);
}
