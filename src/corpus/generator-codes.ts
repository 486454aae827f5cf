/** Codes that static-site generators use in Markdown and replace when they build a page. */

/** Code, which is printed as it is; or a code: Hugo's `{{< … >}}` and `{{% … %}}`, Liquid's `{% … %}` and `{{ … }}`. */
const SHORTCODES =
  /(^(`{3,}|~{3,})[\s\S]*?^\2|`[^`\n]+`)|\{\{[<%][\s\S]{0,2000}?[>%]\}\}|\{%[\s\S]{0,2000}?%\}|\{\{[^{}\n]{0,200}\}\}/gmu;
/** What a figure says below itself. */
const CAPTION = /\s(?:caption|title)\s*=\s*(?:"([^"]*)"|'([^']*)')/u;

/** Without the codes: what is between two of them is text, and so is a figure's caption. */
export function withoutShortcodes(text: string): string {
  return text.replace(SHORTCODES, (code: string, printed: string | undefined) => {
    if (printed !== undefined) return printed;
    const [, double, single] = CAPTION.exec(code) ?? [];
    return double ?? single ?? '';
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
