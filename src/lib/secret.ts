import { inspect } from 'node:util';

const shown = '[secret]';

/**
 * A value that must not be seen by accident: printed, logged, serialised or interpolated it reads
 * `[secret]`. Only `reveal()` gives the text, in the one line that uses it.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  equals(other: Secret): boolean {
    return this.#text === other.#text;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
