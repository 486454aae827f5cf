/** Line charts as SVG, drawn without a library: a few hundred bytes that a browser and a README show. */

export interface LineSeries {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface LineChart {
  readonly title: string;
  /** With its unit, e.g. "chunks". */
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly LineSeries[];
  /** Default: false. Values must be above 0. */
  readonly xLog?: boolean;
  readonly yLog?: boolean;
  /** Where the y axis begins and ends; default: 0 (or the least power of ten) to the most. */
  readonly yRange?: readonly [least: number, most: number];
}

const PLOT_WIDTH = 472;
const HEIGHT = 400;
const MARGIN = { left: 72, top: 40, bottom: 52 };
/** Room for the names of the lines; a character of 12 px sans-serif takes at most about 7. */
const NAMES_WIDTH_MIN = 176;
const CHARACTER_WIDTH = 7;
/** Told apart by people who do not tell red from green: Okabe and Ito, 2008. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'];

interface Axis {
  readonly ticks: readonly number[];
  /** A value to 0…1. */
  place(value: number): number;
}

export function lineChart(chart: LineChart): string {
  const xs = chart.series.flatMap(({ points }) => points.map(([x]) => x));
  const ys = chart.series.flatMap(({ points }) => points.map(([, y]) => y));
  const x = chart.xLog ? logAxis(xs) : linearAxis(Math.min(...xs), Math.max(...xs));
  const [least, most] = chart.yRange ?? [0, Math.max(...ys)];
  const y = chart.yLog ? logAxis(ys) : linearAxis(least, most);
  const right = MARGIN.left + PLOT_WIDTH;
  const longest = Math.max(...chart.series.map(({ name }) => name.length));
  const width = right + Math.max(NAMES_WIDTH_MIN, 20 + CHARACTER_WIDTH * longest);
  const bottom = HEIGHT - MARGIN.bottom;
  const px = (value: number) => round(MARGIN.left + x.place(value) * (right - MARGIN.left));
  const py = (value: number) => round(bottom - y.place(value) * (bottom - MARGIN.top));

  const grid = [
    ...x.ticks.map(
      (tick) =>
        `<line x1="${px(tick)}" x2="${px(tick)}" y1="${MARGIN.top}" y2="${bottom}" class="grid"/>` +
        `<text x="${px(tick)}" y="${bottom + 18}" text-anchor="middle">${short(tick)}</text>`,
    ),
    ...y.ticks.map(
      (tick) =>
        `<line x1="${MARGIN.left}" x2="${right}" y1="${py(tick)}" y2="${py(tick)}" class="grid"/>` +
        `<text x="${MARGIN.left - 8}" y="${py(tick) + 4}" text-anchor="end">${short(tick)}</text>`,
    ),
  ];
  const names = spread(chart.series.map(({ points }) => py(points.at(-1)?.[1] ?? 0)));
  const lines = chart.series.map(({ name, points }, i) => {
    const colour = COLOURS[i % COLOURS.length]!;
    const path = points.map(([a, b]) => `${px(a)},${py(b)}`).join(' ');
    const dots = points.map(
      ([a, b]) => `<circle cx="${px(a)}" cy="${py(b)}" r="3" fill="${colour}"/>`,
    );
    return (
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}` +
      `<text x="${right + 10}" y="${names[i]! + 4}" style="fill:${colour}">${escapeXml(name)}</text>`
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img" aria-label="${escapeXml(chart.title)}">
<style>.grid{stroke:#ddd}text{fill:#333}</style>
<rect width="${width}" height="${HEIGHT}" fill="#fff"/>
<text x="${MARGIN.left}" y="22" font-size="15" font-weight="bold">${escapeXml(chart.title)}</text>
${grid.join('\n')}
${lines.join('\n')}
<text x="${(MARGIN.left + right) / 2}" y="${HEIGHT - 12}" text-anchor="middle">${escapeXml(chart.xLabel)}</text>
<text transform="translate(16 ${(MARGIN.top + bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeXml(chart.yLabel)}</text>
</svg>
`;
}

function linearAxis(least: number, most: number): Axis {
  const span = most > least ? most - least : 1;
  const rough = span / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough)!;
  const start = Math.floor(least / step) * step;
  const end = Math.ceil((least + span) / step - 1e-9) * step;
  const ticks: number[] = [];
  for (let i = 0; start + i * step <= end + step / 1e6; i += 1)
    ticks.push(Number((start + i * step).toPrecision(12)));
  return { ticks, place: (value) => (value - start) / (end - start) };
}

function logAxis(values: readonly number[]): Axis {
  const low = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
    place: (value) => (Math.log10(value) - low) / (high - low),
  };
}

/** Moves labels apart that would cover one another; keeps their order. */
function spread(heights: readonly number[]): number[] {
  const order = [...heights.keys()].sort((a, b) => heights[a]! - heights[b]!);
  const placed = [...heights];
  for (let i = 1; i < order.length; i += 1) {
    const above = placed[order[i - 1]!]!;
    placed[order[i]!] = Math.max(placed[order[i]!]!, above + 15);
  }
  return placed;
}

function short(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (value >= 1e4) return `${Number((value / 1e3).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}

const round = (value: number) => Math.round(value * 10) / 10;

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
