/** One step of in-batch contrastive learning over a token table, in typed arrays. */
import type { Pair } from './adapt-pairs.ts';

/** Inverse temperature of the softmax over cosines. */
const SCALE = 20;
const BETA_MEAN = 0.9;
const BETA_SQUARE = 0.98;
const EPSILON = 1e-8;
/** A passage less probable than this moves nothing that could be seen; skipping such saves most of the work. */
const SHARE_MIN = 1e-5;

/** What Adam keeps of a row that has had a gradient. */
interface RowState {
  readonly mean: Float32Array;
  readonly square: Float32Array;
  /** The row's length when training began. */
  readonly length: number;
}

/** Vectors of all tokens, float32 [tokens × dimensions]; learning moves only the rows that its texts touch. */
export class TrainableTable {
  readonly vectors: Float32Array;
  readonly dimensions: number;
  readonly #states = new Map<number, RowState>();
  #steps = 0;

  constructor(vectors: Float32Array, dimensions: number) {
    this.vectors = vectors;
    this.dimensions = dimensions;
  }

  /** Tokens that training has moved, in rising order. */
  touched(): number[] {
    return [...this.#states.keys()].sort((a, b) => a - b);
  }

  /** Adam (Kingma and Ba 2015). A row moves in proportion to its first length, so that light words stay light. */
  update(gradients: ReadonlyMap<number, Float32Array>, rate: number): void {
    this.#steps++;
    const meanBias = 1 - BETA_MEAN ** this.#steps;
    const squareBias = 1 - BETA_SQUARE ** this.#steps;
    for (const [token, gradient] of gradients) {
      const { mean, square, length } = this.#state(token);
      for (let d = 0, at = token * this.dimensions; d < this.dimensions; d++, at++) {
        const slope = gradient[d]! * length;
        mean[d] = BETA_MEAN * mean[d]! + (1 - BETA_MEAN) * slope;
        square[d] = BETA_SQUARE * square[d]! + (1 - BETA_SQUARE) * slope * slope;
        const step = mean[d]! / meanBias / (Math.sqrt(square[d]! / squareBias) + EPSILON);
        this.vectors[at] = this.vectors[at]! - rate * length * step;
      }
    }
  }

  #state(token: number): RowState {
    let state = this.#states.get(token);
    if (!state) {
      const { dimensions } = this;
      let length = 0;
      for (let d = 0; d < dimensions; d++) length += this.vectors[token * dimensions + d]! ** 2;
      state = {
        mean: new Float32Array(dimensions),
        square: new Float32Array(dimensions),
        length: Math.sqrt(length),
      };
      this.#states.set(token, state);
    }
    return state;
  }
}

/** Moves the table so that each query is nearer to its own passage than to the others'. Returns the loss before the step. */
export function learn(table: TrainableTable, pairs: readonly Pair[], rate: number): number {
  const { dimensions } = table;
  const count = pairs.length;
  const queries = encode(
    table,
    pairs.map((pair) => pair.query),
  );
  const passages = encode(
    table,
    pairs.map((pair) => pair.passage),
  );
  const asked = queries.unit;
  const held = passages.unit;
  const queryGradients = new Float32Array(count * dimensions);
  const passageGradients = new Float32Array(count * dimensions);
  const share = new Float32Array(count);
  let loss = 0;
  for (let q = 0; q < count; q++) {
    softmax(asked, held, pairs, q, dimensions, share);
    loss -= Math.log(Math.max(share[q]!, 1e-30));
    share[q] = share[q]! - 1;
    for (let p = 0; p < count; p++) {
      if (Math.abs(share[p]!) < SHARE_MIN) continue;
      const weight = (share[p]! * SCALE) / count;
      for (let d = 0, a = q * dimensions, b = p * dimensions; d < dimensions; d++, a++, b++) {
        queryGradients[a] = queryGradients[a]! + weight * held[b]!;
        passageGradients[b] = passageGradients[b]! + weight * asked[a]!;
      }
    }
  }
  const gradients = new Map<number, Float32Array>();
  spread(
    gradients,
    pairs.map((pair) => pair.query),
    queries,
    queryGradients,
    dimensions,
  );
  spread(
    gradients,
    pairs.map((pair) => pair.passage),
    passages,
    passageGradients,
    dimensions,
  );
  table.update(gradients, rate);
  return loss / count;
}

interface Encoded {
  /** Unit vectors, float32 [texts × dimensions]. */
  readonly unit: Float32Array;
  /** Length of each sum before it was made a unit. */
  readonly length: Float32Array;
}

function encode(table: TrainableTable, texts: readonly Int32Array[]): Encoded {
  const { dimensions, vectors } = table;
  const unit = new Float32Array(texts.length * dimensions);
  const length = new Float32Array(texts.length);
  for (const [row, ids] of texts.entries()) {
    const base = row * dimensions;
    for (const token of ids) {
      for (let d = 0, at = token * dimensions; d < dimensions; d++, at++) {
        unit[base + d] = unit[base + d]! + vectors[at]!;
      }
    }
    let square = 0;
    for (let d = 0; d < dimensions; d++) square += unit[base + d]! ** 2;
    length[row] = Math.max(Math.sqrt(square), 1e-12);
    for (let d = 0; d < dimensions; d++) unit[base + d] = unit[base + d]! / length[row]!;
  }
  return { unit, length };
}

/** Probability of each passage for query `q`; another passage of the same article counts as no answer at all. */
function softmax(
  queries: Float32Array,
  passages: Float32Array,
  pairs: readonly Pair[],
  q: number,
  dimensions: number,
  out: Float32Array,
): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (let p = 0; p < pairs.length; p++) {
    let dot = 0;
    for (let d = 0, a = q * dimensions, b = p * dimensions; d < dimensions; d++, a++, b++) {
      dot += queries[a]! * passages[b]!;
    }
    const blocked = p !== q && pairs[p]!.group === pairs[q]!.group;
    out[p] = blocked ? Number.NEGATIVE_INFINITY : dot * SCALE;
    largest = Math.max(largest, out[p]!);
  }
  let total = 0;
  for (let p = 0; p < pairs.length; p++) {
    out[p] = Math.exp(out[p]! - largest);
    total += out[p]!;
  }
  for (let p = 0; p < pairs.length; p++) out[p] = out[p]! / total;
}

/** Through the normalisation, then to every token of the text: d sum = (g − (g·u) u) / length. */
function spread(
  gradients: Map<number, Float32Array>,
  texts: readonly Int32Array[],
  encoded: Encoded,
  slope: Float32Array,
  dimensions: number,
): void {
  const own = new Float32Array(dimensions);
  for (const [row, ids] of texts.entries()) {
    const base = row * dimensions;
    let along = 0;
    for (let d = 0; d < dimensions; d++) along += slope[base + d]! * encoded.unit[base + d]!;
    for (let d = 0; d < dimensions; d++) {
      own[d] = (slope[base + d]! - along * encoded.unit[base + d]!) / encoded.length[row]!;
    }
    for (const token of ids) {
      let gradient = gradients.get(token);
      if (!gradient) {
        gradient = new Float32Array(dimensions);
        gradients.set(token, gradient);
      }
      for (let d = 0; d < dimensions; d++) gradient[d] = gradient[d]! + own[d]!;
    }
  }
}
