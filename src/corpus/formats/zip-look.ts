/** Whether bytes are a ZIP archive, and of which kind, without unpacking it. */

/** The names of entries are at the archive's end; those of the first ones also at its start. */
const LOOKED_AT_BYTES = 64 * 1024;

/** Whether the archive names an entry that begins so; with an empty `entry`, whether it is an archive at all. */
export function looksLikeZip(bytes: Uint8Array, entry: string): boolean {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b || bytes[2] !== 3 || bytes[3] !== 4) return false;
  if (entry === '') return true;
  const wanted = Buffer.from(entry);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    view.subarray(0, LOOKED_AT_BYTES).includes(wanted) ||
    view.subarray(Math.max(0, view.length - LOOKED_AT_BYTES)).includes(wanted)
  );
}
