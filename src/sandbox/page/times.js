/** The time of day, in the bot's zone: what it writes and what stands beside it are one time. */
export function timeText(at, { language, timeZone }) {
  const locale = language === 'en' ? 'en-GB' : language;
  return new Date(at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', timeZone });
}

/** Equal within one day. */
export function dayKey(at, { timeZone }) {
  return new Date(at).toLocaleDateString('en-CA', { timeZone });
}
