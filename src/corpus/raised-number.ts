/** Numbers set above the line: marks of notes, which are no part of what a text says, or powers. */

/** «كم²»: of these a raised 2 or 3 is a power. */
const MEASURE = /(?:^|[\s\p{N}])(?:ك?م|سم|ملم|مم|كلم|متر|[kcm]?m)$/iu;
const NUMBER = /^[[(]?([0-9٠-٩]{1,3})[\])]?$/u;
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What is read of something that is set above the line. @param before what is before it on its line. */
export function readRaised(before: string, written: string): string {
  const number = NUMBER.exec(written.trim())?.[1];
  if (number === undefined) return written;
  const signs = number.replace(/./gsu, (digit) => RAISED[digit.charCodeAt(0) & 0xf]!);
  if (/\p{N}$/u.test(before)) return signs;
  const isPower = /^[²³]$/u.test(signs) && MEASURE.test(before);
  if (isPower) return signs;
  return /[\p{L}\p{M}.,:;!?؟،؛»"”)\]]$/u.test(before.trimEnd()) ? '' : written;
}
