import { escapeHtml } from '../../lib/html.ts';

/** One bar: what stands under it, and its two parts from below. */
export type Bar = { readonly label: string; readonly answered: number; readonly missed: number };

export type Chart = {
  readonly title: string;
  readonly answeredLabel: string;
  readonly missedLabel: string;
  readonly bars: readonly Bar[];
};

// A phone shows the picture about 320 points wide: a third of this size. 36 becomes 11 points.
const [width, height] = [1080, 810];
const plot = { left: 104, right: 1048, top: 236, bottom: 716 } as const;
const font = { title: 46, text: 36, small: 32 } as const;
/** Its own ground, so that it reads the same in a dark and in a light chat. */
const colours = {
  ground: '#1b2430',
  text: '#f4f6f8',
  faint: '#aab4c0',
  line: '#3a4656',
  answered: '#3ddc97',
  missed: '#ff7a7a',
  stripe: '#b93a3a',
} as const;
/** Wide letters: about two thirds of the font's size. */
const letterWidth = 0.66;

/**
 * Calls as an SVG of 1080 × 810: answered below, missed above, striped for those who cannot tell red
 * from green. Its font is DejaVu Sans.
 */
export function chartSvg({ title, answeredLabel, missedLabel, bars }: Chart): string {
  const highest = Math.max(1, ...bars.map((bar) => bar.answered + bar.missed));
  const step = stepFor(highest);
  const top = Math.ceil(highest / step) * step;
  const yOf = (value: number): number =>
    plot.bottom - ((plot.bottom - plot.top) * value) / Math.max(top, 1);
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`,
    ` viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans">`,
    `<defs><pattern id="missed" width="14" height="14" patternUnits="userSpaceOnUse"`,
    ` patternTransform="rotate(45)"><rect width="14" height="14" fill="${colours.missed}"/>`,
    `<rect width="5" height="14" fill="${colours.stripe}"/></pattern></defs>`,
    `<rect width="${width}" height="${height}" fill="${colours.ground}"/>`,
    text({ x: 40, y: 78, size: titleSize(title), fill: colours.text, isBold: true }, title),
    ...legend(answeredLabel, missedLabel, bars),
    ...lines.map((value) => gridLine(value, yOf(value))),
    ...bars.map((bar, index) => barSvg(bar, { index, bars, yOf })),
    '</svg>',
  ].join('');
}

/** Bold letters are wider: they shrink rather than leave the picture. */
function titleSize(title: string): number {
  return Math.min(font.title, Math.floor((width - 80) / (title.length * 0.72)));
}

/** At most five lines, at round values. */
function stepFor(highest: number): number {
  const steps = [1, 2, 5];
  for (let scale = 1; ; scale *= 10) {
    const step = steps.find((one) => highest / (one * scale) <= 5);
    if (step !== undefined) return step * scale;
  }
}

function legend(
  answeredLabel: string,
  missedLabel: string,
  bars: readonly Bar[],
): readonly string[] {
  const entry = (x: number, fill: string, label: string): string =>
    `<rect x="${x}" y="128" width="36" height="36" rx="6" fill="${fill}"/>` +
    text({ x: x + 52, y: 159, size: font.text, fill: colours.text }, label);
  const [answered, missed] = (['answered', 'missed'] as const).map((part) =>
    bars.reduce((sum, bar) => sum + bar[part], 0),
  );
  return [
    entry(40, colours.answered, `${answeredLabel}: ${answered ?? 0}`),
    entry(512, 'url(#missed)', `${missedLabel}: ${missed ?? 0}`),
  ];
}

function gridLine(value: number, y: number): string {
  const fill = colours.faint;
  return (
    `<line x1="${plot.left}" x2="${plot.right}" y1="${y}" y2="${y}" stroke="${colours.line}" stroke-width="2"/>` +
    text({ x: plot.left - 14, y: y + 11, size: font.small, fill, anchor: 'end' }, String(value))
  );
}

function barSvg(
  bar: Bar,
  {
    index,
    bars,
    yOf,
  }: {
    readonly index: number;
    readonly bars: readonly Bar[];
    readonly yOf: (value: number) => number;
  },
): string {
  const room = (plot.right - plot.left) / bars.length;
  const wide = Math.min(96, room * 0.74);
  const middle = plot.left + room * (index + 0.5);
  const part = (from: number, to: number, fill: string): string =>
    to === from
      ? ''
      : `<rect x="${round(middle - wide / 2)}" y="${round(yOf(to))}" width="${round(wide)}"` +
        ` height="${round(yOf(from) - yOf(to))}" fill="${fill}"/>`;
  const total = bar.answered + bar.missed;
  const isLabelled = index % labelEvery(bars, room) === 0;
  const hasNumber = total > 0 && isWideEnough(bars, room);
  return [
    part(0, bar.answered, colours.answered),
    part(bar.answered, total, 'url(#missed)'),
    hasNumber
      ? text(
          {
            x: middle,
            y: yOf(total) - 10,
            size: font.small,
            fill: colours.text,
            anchor: 'middle',
          },
          String(total),
        )
      : '',
    isLabelled
      ? text(
          { x: middle, y: plot.bottom + 52, size: font.text, fill: colours.text, anchor: 'middle' },
          bar.label,
        )
      : '',
  ].join('');
}

/** Wide bars bear their numbers; of narrow ones the lines tell. All or none: a gap would look like a fault. */
function isWideEnough(bars: readonly Bar[], room: number): boolean {
  const highest = Math.max(...bars.map((bar) => bar.answered + bar.missed));
  return room >= String(highest).length * font.small * letterWidth + 4;
}

/** Under which bars there is room for what stands under them. */
function labelEvery(bars: readonly Bar[], room: number): number {
  const longest = Math.max(...bars.map(({ label }) => label.length));
  return Math.max(1, Math.ceil((longest * font.text * letterWidth + 12) / room));
}

function text(
  look: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly fill: string;
    readonly anchor?: 'middle' | 'end';
    readonly isBold?: boolean;
  },
  content: string,
): string {
  const { x, y, size, fill, anchor = 'start', isBold = false } = look;
  return (
    `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"` +
    ` text-anchor="${anchor}"${isBold ? ' font-weight="bold"' : ''}>${escapeHtml(content)}</text>`
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
