import type { Span } from '../../types.ts';

/** Gives the UTF-8 bytes before each position at which a span starts or ends. */
export function byteOffsets(text: string, spans: readonly Span[]): (position: number) => number {
  const positions = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort(
    (a, b) => a - b,
  );
  const offsets = new Map<number, number>();
  let bytes = 0;
  let last = 0;
  for (const position of positions) {
    bytes += Buffer.byteLength(text.slice(last, position));
    offsets.set(position, bytes);
    last = position;
  }
  return (position) => offsets.get(position)!;
}
