/** Follows one person's screen at one place. Returns the way to stop. The browser reconnects by itself. */
export function followScreen({ personId, place }, { onScreen, onOffline }) {
  const source = new EventSource(
    `/events?person=${personId ?? 0}&chat=${place?.chatId ?? 0}&thread=${place?.threadId ?? 0}`,
  );
  source.onmessage = (event) => onScreen(JSON.parse(event.data));
  source.onerror = () => onOffline();
  return () => source.close();
}

/** Does something as a person; gives what the bot answered to a press. Throws when it is refused. */
export async function act(action) {
  const response = await fetch('/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(action),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
