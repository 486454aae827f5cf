/** XML ─► a light tree, for the formats that are XML inside. No entities but the five are expanded, no file is fetched. */
import { Parser } from 'htmlparser2';
import { FormatError } from './format.ts';

export interface XmlNode {
  /** With its prefix, as written: `w:p`. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlNode | string)[];
}

/** Deeper than any document that people write; what reads the tree calls itself for each level. */
const DEPTH_MAX = 200;
/** A book of 1,000 pages has about 500,000; each takes about 200 bytes. */
const NODES_MAX = 2_000_000;

/** The root, which holds the document's element. @throws FormatError if it is larger or deeper than documents are. */
export function parseXml(xml: string): XmlNode {
  const root: XmlNode = { name: '', attributes: {}, children: [] };
  const open: XmlNode[] = [root];
  let nodes = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        nodes += 1;
        if (nodes > NODES_MAX || open.length > DEPTH_MAX)
          throw new FormatError(
            nodes > NODES_MAX
              ? `has more than ${NODES_MAX} elements`
              : `is nested more than ${DEPTH_MAX} deep`,
            'Split it into several documents.',
          );
        const node: XmlNode = { name, attributes, children: [] };
        open.at(-1)!.children.push(node);
        open.push(node);
      },
      ontext(text) {
        const { children } = open.at(-1)!;
        if (typeof children.at(-1) === 'string') children[children.length - 1] += text;
        else children.push(text);
      },
      onclosetag() {
        if (open.length > 1) open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return root;
}

export function elements(node: XmlNode | undefined): XmlNode[] {
  return (node?.children ?? []).filter((child) => typeof child !== 'string');
}

export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return elements(node).find((one) => one.name === name);
}

/** The elements below a node that have this name, in document order; not those within one another. */
export function* descendants(node: XmlNode | undefined, name: string): Generator<XmlNode> {
  for (const one of elements(node)) {
    if (one.name === name) yield one;
    else yield* descendants(one, name);
  }
}

export function descendant(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return descendants(node, name).next().value ?? undefined;
}

/** All text below a node. */
export function textOf(node: XmlNode | undefined): string {
  return (node?.children ?? [])
    .map((one) => (typeof one === 'string' ? one : textOf(one)))
    .join('');
}
