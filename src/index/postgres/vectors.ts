/** Vectors on their way to and from a `halfvec` column: 16-bit floats (IEEE 754 binary16). */

/** Seven decimals: finer than any 16-bit float between 0.0001 and 1. */
const DECIMALS = 7;

export function vectorText(vector: Float32Array): string {
  const parts = new Array<string>(vector.length);
  for (let i = 0; i < vector.length; i += 1) parts[i] = vector[i]!.toFixed(DECIMALS);
  return `[${parts.join(',')}]`;
}

/** What `halfvec_send` puts before the numbers: how many there are, and two bytes unused. */
const HEADER_BYTES = 4;

let floats: Float32Array | undefined;

/** All 65,536 of them. */
function floatTable(): Float32Array {
  if (floats) return floats;
  floats = new Float32Array(65_536);
  for (let bits = 0; bits < 65_536; bits += 1) {
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    const size =
      exponent === 0
        ? fraction * 2 ** -24
        : exponent === 31
          ? fraction === 0
            ? Number.POSITIVE_INFINITY
            : Number.NaN
          : (1 + fraction / 1024) * 2 ** (exponent - 15);
    floats[bits] = bits & 0x8000 ? -size : size;
  }
  return floats;
}

/** Reads vectors laid end to end, each as `halfvec_send` gives it. */
export function readVectors(bytes: Buffer, dimensions: number): Float32Array[] {
  const table = floatTable();
  const each = HEADER_BYTES + 2 * dimensions;
  return Array.from({ length: bytes.length / each }, (_, i) => {
    const vector = new Float32Array(dimensions);
    for (let d = 0; d < dimensions; d += 1) {
      vector[d] = table[bytes.readUInt16BE(i * each + HEADER_BYTES + 2 * d)]!;
    }
    return vector;
  });
}
