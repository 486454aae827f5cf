/** Codes that static-site generators use in Markdown and replace when they build a page. */

/** Code, which is printed as it is. */
const CODE = /(?<code>^(?<fence>`{3,}|~{3,})[\s\S]*?^\k<fence>|`[^`\n]+`)/u.source;
/** Code, or a code: Hugo's `{{< … >}}` and `{{% … %}}`, Liquid's `{% … %}` and `{{ … }}`. */
const SHORTCODES = new RegExp(
  `${CODE}|${/\{\{[<%][\s\S]{0,2000}?[>%]\}\}|\{%[\s\S]{0,2000}?%\}|\{\{[^{}\n]{0,200}\}\}/u.source}`,
  'gmu',
);
/** What a figure says below itself. */
const CAPTION = /\s(?:caption|title)\s*=\s*(?:"([^"]*)"|'([^']*)')/u;

/**
 * Marks beyond Markdown: boxes («:::tip عنوان», `> [!NOTE]`), what other notes show here (`![[…]]`), links to notes
 * (`[[صفحة|كلمة]]`), and marked words (`==كلمة==`).
 */
const MARKS = new RegExp(
  [
    CODE,
    /^[ \t]*:{3,}(?:[ \t]*(?:\{[^}\n]*\}|[A-Za-z-]+))?[ \t]*(?:\[(?<boxName>[^\]\n]*)\]|(?<boxTitle>[^\n]*?))[ \t]*:*$/u
      .source,
    /^(?<quote>[ \t]*>[ \t]*)\[![^\]\n]+\][+-]?[ \t]*(?<noteTitle>[^\n]*)$/u.source,
    /(?<shown>!\[\[[^\]\n]*\]\])/u.source,
    /\[\[(?=[^\]\n]*\p{L})(?:[^\]|\n]*\|)?(?<page>[^\]|\n#]+)(?:#[^\]\n]*)?\]\](?!\()/u.source,
    /==(?=\S)(?<marked>[^=\n]+)(?<=\S)==/u.source,
  ].join('|'),
  'gmu',
);

/** Without the codes: what is between two of them is text, and so are a figure's caption and a box's title. */
export function withoutShortcodes(text: string): string {
  const printed = text.replace(SHORTCODES, (...match) => {
    const { code } = match.at(-1) as Record<string, string | undefined>;
    if (code !== undefined) return code;
    const [, double, single] = CAPTION.exec(match[0]) ?? [];
    return double ?? single ?? '';
  });
  return printed.replace(MARKS, (...match) => {
    const { code, boxName, boxTitle, quote, noteTitle, page, marked } = match.at(-1) as Record<
      string,
      string | undefined
    >;
    if (quote !== undefined) return noteTitle ? `${quote}${noteTitle}\n${quote}` : quote;
    const title = boxName ?? boxTitle;
    return code ?? (title ? `\n${title}\n` : (page ?? marked ?? ''));
  });
}

const CONSTANT =
  /^export\s+const\s+([\p{L}\p{N}_$]+)\s*=\s*(?:(["'`])([^\n"'`]*)\2|(-?\d[\d._]*))\s*;?[ \t]*$/gmu;
const EXPRESSION = /\{\s*(?:([\p{L}\p{N}_$]+)|(["'`])([^\n"'`{}]*)\2)\s*\}/gu;

/** MDX is Markdown with a program in it: imports, exports and comments are nothing that is read; its constants are. */
export function withoutProgram(source: string): string {
  const constants = new Map<string, string>();
  for (const [, name = '', , text, number] of source.matchAll(CONSTANT))
    constants.set(name, text ?? number ?? '');
  return source
    .replace(/^(?:import|export)\s[^\n]*(?:\n(?![ \t]*\n)[^\n]+)*$/gmu, '')
    .replace(/\{\/\*[\s\S]*?\*\/\}/gu, '')
    .replace(EXPRESSION, (all: string, name: string | undefined, _, text: string | undefined) =>
      name === undefined ? (text ?? '') : (constants.get(name) ?? all),
    );
}
