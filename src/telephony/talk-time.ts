/** `3:42`, `1:03:42`. */
export function timeText(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** `14:05` today, else `19.11 14:05`, as clocks in that time zone show it. */
export function momentText(
  at: number,
  { now, timeZone }: { readonly now: number; readonly timeZone: string },
): string {
  const [time, day, today] = [at, at, now].map((moment, index) =>
    new Intl.DateTimeFormat('ru-RU', {
      timeZone,
      ...(index === 0
        ? { hour: '2-digit', minute: '2-digit' }
        : { day: '2-digit', month: '2-digit' }),
    }).format(moment),
  );
  return day === today ? (time ?? '') : `${day ?? ''} ${time ?? ''}`;
}
