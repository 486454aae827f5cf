/** Reads and patches the two constants of the bundled graph: int8 `rows` and their float32 `scale`. */
import { ModelError } from '../errors.ts';

/** The token table of a static model. A token's vector is `rows[token] × scale[token]`. */
export interface TokenTable {
  readonly dimensions: number;
  /** int8 [tokens × dimensions], a view into the file's bytes. */
  readonly rows: Int8Array;
  /** float32 [tokens], read by value: the file does not align it. */
  readonly scales: Float32Array;
  /** Where `scale` lies in the file, in bytes. */
  readonly scalesAt: number;
}

/** Field numbers of onnx.proto3: ModelProto.graph, GraphProto.initializer, TensorProto.{dims, name, raw_data}. */
const GRAPH = 7;
const INITIALIZER = 5;
const DIMS = 1;
const NAME = 8;
const RAW_DATA = 9;

interface Field {
  readonly number: number;
  readonly start: number;
  readonly end: number;
  /** The value of a number; 0 for a length-delimited field. */
  readonly value: number;
}

/**
 * Finds the table in an ONNX file.
 *
 * @throws ModelError where the model is not a static one of this project's making.
 */
export function readTokenTable(file: Buffer): TokenTable {
  const found = new Map<string, { dims: number[]; start: number; end: number }>();
  for (const graph of fields(file, 0, file.length)) {
    if (graph.number !== GRAPH) continue;
    for (const tensor of fields(file, graph.start, graph.end)) {
      if (tensor.number !== INITIALIZER) continue;
      const parts = [...fields(file, tensor.start, tensor.end)];
      const name = parts.find((part) => part.number === NAME);
      const raw = parts.find((part) => part.number === RAW_DATA);
      if (!name || !raw) continue;
      found.set(file.toString('utf8', name.start, name.end), {
        dims: parts.filter((part) => part.number === DIMS).flatMap((part) => dimsOf(file, part)),
        start: raw.start,
        end: raw.end,
      });
    }
  }
  const rows = found.get('rows');
  const scale = found.get('scale');
  const [tokens = 0, dimensions = 0] = rows?.dims ?? [];
  const fits =
    rows &&
    scale &&
    rows.end - rows.start === tokens * dimensions &&
    scale.end - scale.start === tokens * 4;
  if (!fits || tokens === 0) {
    throw new ModelError(
      'this model has no token table that could be adapted',
      'Only the bundled model, and models adapted from it, can be adapted; leave --adapt off.',
    );
  }
  return {
    dimensions,
    rows: new Int8Array(file.buffer, file.byteOffset + rows.start, tokens * dimensions),
    scales: Float32Array.from({ length: tokens }, (_, token) =>
      file.readFloatLE(scale.start + token * 4),
    ),
    scalesAt: scale.start,
  };
}

/** All tokens' vectors, float32 [tokens × dimensions]. */
export function tokenVectors({ rows, scales, dimensions }: TokenTable): Float32Array {
  const vectors = new Float32Array(rows.length);
  for (let token = 0, at = 0; token < scales.length; token++) {
    for (let d = 0; d < dimensions; d++, at++) vectors[at] = rows[at]! * scales[token]!;
  }
  return vectors;
}

/** Writes a token's vector back into the file as int8 with a scale of its own. */
export function writeTokenVector(
  file: Buffer,
  table: TokenTable,
  token: number,
  vector: Float32Array,
): void {
  let largest = 1e-12;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const scale = Math.fround(largest / 127);
  file.writeFloatLE(scale, table.scalesAt + token * 4);
  for (let d = 0; d < table.dimensions; d++) {
    table.rows[token * table.dimensions + d] = Math.round(vector[d]! / scale);
  }
}

function* fields(file: Buffer, start: number, end: number): Generator<Field> {
  let at = start;
  while (at < end) {
    const key = varint(file, at);
    const number = Math.floor(key.value / 8);
    const wire = key.value % 8;
    if (wire === 0) {
      const value = varint(file, key.end);
      yield { number, start: key.end, end: value.end, value: value.value };
      at = value.end;
    } else if (wire === 2) {
      const length = varint(file, key.end);
      at = length.end + length.value;
      yield { number, start: length.end, end: at, value: 0 };
    } else if (wire === 1 || wire === 5) {
      at = key.end + (wire === 1 ? 8 : 4);
      yield { number, start: key.end, end: at, value: 0 };
    } else {
      throw new ModelError(
        'the model file is not ONNX',
        'Restore the models/ folder from the project.',
      );
    }
  }
}

/** `dims` comes packed into one field, or as one field each. */
function dimsOf(file: Buffer, field: Field): number[] {
  if (field.value > 0) return [field.value];
  const out: number[] = [];
  for (let at = field.start; at < field.end; ) {
    const next = varint(file, at);
    out.push(next.value);
    at = next.end;
  }
  return out;
}

function varint(file: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  let factor = 1;
  for (let at = start; ; at++) {
    const byte = file[at];
    if (byte === undefined) {
      throw new ModelError(
        'the model file is cut short',
        'Restore the models/ folder from the project.',
      );
    }
    value += (byte & 127) * factor;
    if (byte < 128) return { value, end: at + 1 };
    factor *= 128;
  }
}
