/**
 * Prints JSON as Meta sends it: `\/` for a slash, `\u00e4` for what is not ASCII. The signature is of
 * these bytes. Source: Meta's page on webhooks, "Validating payloads"; Charca/bootbot#174.
 */
export function printAsMeta(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replaceAll(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}
