import { defaultLocale, type Locale } from './locale.ts';
import { dayTimeText, localTime } from './local-time.ts';

export type MomentView = {
  readonly now: number;
  /** IANA name. */
  readonly timeZone: string;
  readonly locale?: Locale;
  /** `14:05:33`. */
  readonly hasSeconds?: boolean;
};

/** `14:05` today; else `19.11 14:05`, in English `19 Nov 14:05`; of another year with the year. */
export function momentText(at: number, view: MomentView): string {
  const { dateAt, minuteAt } = localTime(view.timeZone);
  const seconds = String(Math.floor(at / 1000) % 60).padStart(2, '0');
  const time = `${dayTimeText(minuteAt(at))}${view.hasSeconds === true ? `:${seconds}` : ''}`;
  const [date, today] = [dateAt(at), dateAt(view.now)];
  if (date === today) return time;
  const isThisYear = date.slice(0, 4) === today.slice(0, 4);
  return `${dateText(date, view.locale ?? defaultLocale, isThisYear ? 'short' : 'long')} ${time}`;
}

/** The day: `19.11.2026`, in English `19 Nov 2026`. */
export function dayText(
  at: number,
  { timeZone, locale }: { readonly timeZone: string; readonly locale: Locale },
): string {
  return dateText(localTime(timeZone).dateAt(at), locale, 'long');
}

const englishMonths = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Written by hand: what Intl makes of Uzbek is `19/11`, which nobody in Uzbekistan writes. */
function dateText(date: string, locale: Locale, length: 'short' | 'long'): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (locale !== 'en') return `${day}.${month}${length === 'long' ? `.${year}` : ''}`;
  const short = `${Number(day)} ${englishMonths[Number(month) - 1] ?? month}`;
  return length === 'long' ? `${short} ${year}` : short;
}
