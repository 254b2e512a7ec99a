/** The newest lines of something that writes without end. */
export type RecentLines = {
  readonly add: (line: string) => void;
  /** Oldest first. */
  readonly list: () => readonly string[];
};

/** Keeps at most `most` lines. */
export function keepRecentLines(most: number): RecentLines {
  const lines: string[] = [];
  return {
    add: (line) => {
      lines.push(line);
      // Now and then instead of at each line: moving the rest costs.
      if (lines.length >= 2 * most) lines.splice(0, lines.length - most);
    },
    list: () => lines.slice(-most),
  };
}
