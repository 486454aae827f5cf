/**
 * As much of the ONNX format as the bench needs: a graph of one big product, written by hand, and the products of a
 * model, counted. A file is a protobuf message; the numbers of its fields are those of `onnx.proto`.
 */

const VARINT = 0;
const BYTES = 2;

/** A field: its number, and a number or what it holds. */
type Field = readonly [number, number | string | Uint8Array | readonly Field[]];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

function encode(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number')
        return [Buffer.from([...varint(number * 8 + VARINT), ...varint(value)])];
      const held = isMessage(value) ? encode(value) : Buffer.from(value as Uint8Array);
      return [Buffer.from([...varint(number * 8 + BYTES), ...varint(held.length)]), held];
    }),
  );
}

function isMessage(value: Exclude<Field[1], number>): value is readonly Field[] {
  return Array.isArray(value);
}

const UINT8 = 2;
const INT8 = 3;
const INT32 = 6;

/** A graph of one product of bytes, `a` [rows, inner] by weights [inner, columns], as the models' products are. */
export function productGraph(rows: number, inner: number, columns: number): Uint8Array {
  const weights = Uint8Array.from({ length: inner * columns }, (_, i) => i % 128);
  const tensor = (name: string, type: number, ...dimensions: number[]): Field[] => [
    [1, name],
    [
      2,
      [
        [
          1,
          [
            [1, type],
            [2, dimensions.map((size): Field => [1, [[1, size]]])],
          ],
        ],
      ],
    ],
  ];
  const node: Field[] = [
    [1, 'a'],
    [1, 'b'],
    [2, 'y'],
    [4, 'MatMulInteger'],
  ];
  const initializer: Field[] = [
    [1, inner],
    [1, columns],
    [2, INT8],
    [8, 'b'],
    [9, weights],
  ];
  const graph: Field[] = [
    [1, node],
    [2, 'product'],
    [5, initializer],
    [11, tensor('a', UINT8, rows, inner)],
    [12, tensor('y', INT32, rows, columns)],
  ];
  return encode([
    [1, 8],
    [
      8,
      [
        [1, ''],
        [2, 14],
      ],
    ],
    [7, graph],
  ]);
}

/** Multiply-adds for each token of the products of bytes in a model: of all weights of `MatMulInteger`, their sizes. */
export function multiplyAddsAToken(model: Uint8Array): number {
  const graph = heldBy(model, 7)[0] ?? new Uint8Array();
  const sizes = new Map(
    heldBy(graph, 5).map((tensor) => {
      const size = dimensionsOf(tensor).reduce((product, dimension) => product * dimension, 1);
      return [text(heldBy(tensor, 8)[0]), size];
    }),
  );
  return heldBy(graph, 1)
    .filter((node) => text(heldBy(node, 4)[0]) === 'MatMulInteger')
    .reduce((sum, node) => sum + (sizes.get(text(heldBy(node, 1)[1])) ?? 0), 0);
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

/** `dims`, which may be one by one or packed into one field. */
function dimensionsOf(tensor: Uint8Array): number[] {
  return [...fieldsOf(tensor)].flatMap(([number, value]) => {
    if (number !== 1) return [];
    if (typeof value === 'number') return [value];
    const dimensions: number[] = [];
    for (let at = 0; at < value.length; ) {
      const [dimension, next] = readVarint(value, at);
      dimensions.push(dimension);
      at = next;
    }
    return dimensions;
  });
}

/** What all fields of that number hold. */
function heldBy(message: Uint8Array, number: number): Uint8Array[] {
  return [...fieldsOf(message)].flatMap(([own, value]) =>
    own === number && typeof value !== 'number' ? [value] : [],
  );
}

function* fieldsOf(message: Uint8Array): Generator<[number: number, value: number | Uint8Array]> {
  for (let at = 0; at < message.length; ) {
    const [key, start] = readVarint(message, at);
    const kind = key % 8;
    if (kind === VARINT) {
      const [value, next] = readVarint(message, start);
      yield [key >> 3, value];
      at = next;
    } else if (kind === BYTES) {
      const [length, from] = readVarint(message, start);
      yield [key >> 3, message.subarray(from, from + length)];
      at = from + length;
    } else {
      // Fixed widths: eight bytes, or four.
      at = start + (kind === 1 ? 8 : 4);
    }
  }
}

function readVarint(bytes: Uint8Array, from: number): [value: number, next: number] {
  let value = 0;
  for (let [at, scale] = [from, 1]; ; at += 1, scale *= 128) {
    const byte = bytes[at]!;
    value += (byte % 128) * scale;
    if (byte < 128) return [value, at + 1];
  }
}
