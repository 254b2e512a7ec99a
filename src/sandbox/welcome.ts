/** What the console shows when the sandbox runs. */
export function welcome({
  pageUrl,
  pbx,
}: {
  readonly pageUrl: string;
  /** One line: real or emulated. */
  readonly pbx: string;
}): string {
  return `
Navbatchi's sandbox is running: its own Telegram and Instagram on a page of this machine, its own
PBX.
Nothing leaves this machine, and everything is forgotten when it stops (Ctrl-C).

  1. Open ${pageUrl} in a browser: that is your Telegram.
  2. Press Start (Boshlash) there: you become the owner.
  3. Send /extensions and create the first phone number.
  4. Go on with the steps beside the chat: a call, a missed call, a call
     back, a customer on Instagram.

PBX: ${pbx}
`;
}
