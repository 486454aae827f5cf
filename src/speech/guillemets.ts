/** Quotation marks within quotation marks. Display only: what is quoted stays as it is. */

/** Words to be shown in « »: theirs become ‹ ›, one for one, so that places in them stay what they are. */
export function withinGuillemets(text: string): string {
  return text.replaceAll('«', '‹').replaceAll('»', '›');
}
