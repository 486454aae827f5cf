/**
 * Spans of a chunk in few bytes: for each, how far it begins after the one before has ended (the first: after the
 * chunk has begun), and its length, as LEB128: seven bits a byte, the low ones first, the high bit set if more come.
 * Most take three bytes.
 */
import type { Span } from '../types.ts';

/** @param spans in order, not overlapping, none before `origin`. */
export function encodeSpans(origin: number, spans: readonly Span[]): Uint8Array {
  const bytes: number[] = [];
  const push = (value: number) => {
    let rest = value;
    for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
    bytes.push(rest);
  };
  let end = origin;
  for (const span of spans) {
    push(span.start - end);
    push(span.end - span.start);
    end = span.end;
  }
  return Uint8Array.from(bytes);
}

export function decodeSpans(origin: number, bytes: Uint8Array): Span[] {
  const spans: Span[] = [];
  let at = 0;
  const next = () => {
    let value = 0;
    for (let shift = 0; at < bytes.length; shift += 7) {
      const byte = bytes[at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value >>> 0;
  };
  let end = origin;
  while (at < bytes.length) {
    const start = end + next();
    end = start + next();
    spans.push({ start, end });
  }
  return spans;
}
