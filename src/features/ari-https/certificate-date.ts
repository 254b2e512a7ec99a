/** The day, as `2027-03-09`: read alike in all three languages. */
export function dateText(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}
