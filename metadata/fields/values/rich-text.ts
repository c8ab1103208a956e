/**
 * Rich text: a small subset of HTML, read into a tree by a strict parser of our own. What is not
 * of the subset is a fault that names it, never dropped or repaired. Screens build their nodes from
 * the tree; the text is never handed to a browser's parser.
 */
import { decodeEntities } from "./rich-text-entities.ts";

export type BlockTag = "p" | "h2" | "h3" | "blockquote" | "pre" | "ul" | "ol" | "li";
export type InlineTag = "strong" | "em" | "u" | "s" | "a" | "code" | "br";
export type RichTag = BlockTag | InlineTag;

export interface RichElement {
  readonly tag: RichTag;
  /** Of `a` alone. */
  readonly href?: string;
  readonly children: readonly RichNode[];
}

/** A text, or an element with its children. */
export type RichNode = string | RichElement;

export interface RichFault {
  readonly code:
    | "rich_text_element"
    | "rich_text_attribute"
    | "rich_text_link"
    | "rich_text_broken";
  /** What is at fault, as it stands in the text, cut short. */
  readonly found: string;
}

export type RichReading =
  | { readonly ok: true; readonly nodes: readonly RichNode[] }
  | { readonly ok: false; readonly fault: RichFault };

const inlineTags: ReadonlySet<string> = new Set(["strong", "em", "u", "s", "a", "code", "br"]);
const lineTags: ReadonlySet<string> = new Set(["p", "h2", "h3", "pre"]);
const blockTags: ReadonlySet<string> = new Set([...lineTags, "blockquote", "ul", "ol", "li"]);

const isRichTag = (name: string): name is RichTag => inlineTags.has(name) || blockTags.has(name);

/** What may stand in an element; `null` is the whole text. */
function mayContain(parent: RichTag | null, tag: RichTag): boolean {
  if (tag === "li") return parent === "ul" || parent === "ol";
  if (parent === "ul" || parent === "ol") return false;
  if (parent === null || parent === "blockquote" || parent === "li") return true;
  if (!inlineTags.has(tag)) return false;
  return !(parent === "a" && tag === "a") && !(parent === "pre" && tag === "br");
}

/** Longer or deeper texts are no descriptions; refusing them bounds the work. */
export const richTextLimits = { characters: 200_000, depth: 20 };

const tagPattern = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>/y;
const hrefPattern = /^\s+href\s*=\s*(?:"([^"]*)"|'([^']*)')\s*$/i;

interface Open {
  readonly tag: RichTag | null;
  readonly href?: string;
  readonly children: RichNode[];
}

/** Reads a text of the subset; inline parts outside of any block become paragraphs. */
export function readRichText(source: string): RichReading {
  if (source.length > richTextLimits.characters) return broken(source);
  const stack: Open[] = [{ tag: null, children: [] }];
  let at = 0;
  while (at < source.length) {
    const next = source.indexOf("<", at);
    const end = next < 0 ? source.length : next;
    if (end > at) {
      const text = decodeEntities(source.slice(at, end));
      if (text === null) return broken(source.slice(at, end));
      if (!addText(stack, text)) return broken(text.trim());
      at = end;
      continue;
    }
    tagPattern.lastIndex = at;
    const match = tagPattern.exec(source);
    if (match === null) return broken(source.slice(at));
    const fault = takeTag(stack, match);
    if (fault !== null) return { ok: false, fault };
    at = tagPattern.lastIndex;
  }
  const root = stack[0];
  if (stack.length > 1 || root === undefined) return broken(`<${stack.at(-1)?.tag}>`);
  return { ok: true, nodes: tidyBlocks(root.children) };
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

const broken = (found: string): RichReading => ({
  ok: false,
  fault: { code: "rich_text_broken", found: cut(found) },
});

/** Between list items and the like, white space alone says nothing. */
function addText(stack: readonly Open[], text: string): boolean {
  const top = stack.at(-1);
  if (top === undefined) return false;
  if (top.tag === "ul" || top.tag === "ol") return text.trim() === "";
  const last = top.children.at(-1);
  if (typeof last === "string") top.children[top.children.length - 1] = last + text;
  else top.children.push(text);
  return true;
}

function takeTag(
  stack: Open[],
  [all, slash, name = "", rest = ""]: RegExpExecArray,
): RichFault | null {
  const tag = name.toLowerCase();
  if (!isRichTag(tag)) return { code: "rich_text_element", found: `<${cut(tag)}>` };
  const top = stack.at(-1);
  if (slash === "/") {
    if (top?.tag !== tag || rest.trim() !== "" || stack.length < 2) return fault(all);
    stack.pop();
    stack.at(-1)?.children.push(closed(top));
    return null;
  }
  const parent = top?.tag ?? null;
  if (!mayContain(parent, tag) || stack.length > richTextLimits.depth) return fault(all);
  if (tag === "br") {
    if (!/^\s*\/?$/.test(rest)) return attributeFault(tag, rest);
    top?.children.push({ tag, children: [] });
    return null;
  }
  if (tag !== "a") {
    if (rest.trim() !== "") return attributeFault(tag, rest);
    stack.push({ tag, children: [] });
    return null;
  }
  const found = hrefPattern.exec(rest);
  if (found === null) return attributeFault(tag, rest);
  const written = found[1] ?? found[2] ?? "";
  const href = decodeEntities(written);
  if (href === null || !isSafeLink(href)) return { code: "rich_text_link", found: cut(written) };
  stack.push({ tag, href, children: [] });
  return null;
}

const fault = (found: string): RichFault => ({ code: "rich_text_broken", found: cut(found) });

function attributeFault(tag: string, rest: string): RichFault {
  const others = rest.replace(/\s+href\s*=\s*("[^"]*"|'[^']*')/i, "").trim();
  const name = /^[^\s=]*/.exec(others)?.[0] ?? "";
  return { code: "rich_text_attribute", found: cut(`${tag} ${name || rest.trim()}`.trim()) };
}

const closed = ({ tag, href, children }: Open): RichNode => {
  const own = tag ?? "p";
  const inside = own === "blockquote" || own === "li" ? tidyMixed(children) : children;
  return href === undefined ? { tag: own, children: inside } : { tag: own, href, children: inside };
};

const webAddress = /^https?:\/\/[\p{L}\p{N}.-]+(?::[0-9]{1,5})?(?:[/?#].*)?$/iu;
const mailAddress = /^mailto:[^\s@?]+@[^\s@?]+(?:\?.*)?$/i;

/** An address of the web or of mail, written so that every reader of addresses agrees on it. */
export function isSafeLink(href: string): boolean {
  if (href.length > 2000 || /[\s\\<>"\p{Cc}]/u.test(href)) return false;
  return webAddress.test(href) || mailAddress.test(href);
}

export const isBlock = (node: RichNode): node is RichElement =>
  typeof node !== "string" && blockTags.has(node.tag);

const isBlank = (node: RichNode): boolean => typeof node === "string" && node.trim() === "";

/** Blocks stay; runs of anything else become paragraphs; blank text between blocks goes. */
export function tidyBlocks(nodes: readonly RichNode[]): readonly RichNode[] {
  const blocks: RichNode[] = [];
  let run: RichNode[] = [];
  const flush = () => {
    if (!run.every(isBlank)) blocks.push({ tag: "p", children: run });
    run = [];
  };
  for (const node of nodes) {
    if (isBlock(node)) {
      flush();
      blocks.push(node);
    } else run.push(node);
  }
  flush();
  return blocks;
}

/** Where lines or blocks may stand: lines alone stay lines. */
const tidyMixed = (nodes: readonly RichNode[]): readonly RichNode[] =>
  nodes.some(isBlock) ? tidyBlocks(nodes) : nodes;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};
const escaped = (text: string): string =>
  text.replace(/[&<>"\r]/g, (character) => escapes[character] ?? character);

/** The one way to write a tree; reading it gives the same tree. */
export function writeRichText(nodes: readonly RichNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === "string") return escaped(node);
      if (node.tag === "br") return "<br>";
      const href = node.href === undefined ? "" : ` href="${escaped(node.href)}"`;
      return `<${node.tag}${href}>${writeRichText(node.children)}</${node.tag}>`;
    })
    .join("");
}

/** The text alone: a line for each paragraph, item and break. */
export function plainText(nodes: readonly RichNode[]): string {
  const lines: string[] = [""];
  const append = (text: string) => {
    lines[lines.length - 1] += text;
  };
  const walk = (node: RichNode): void => {
    if (typeof node === "string") append(node);
    else if (node.tag === "br") lines.push("");
    else {
      if (blockTags.has(node.tag) && lines.at(-1) !== "") lines.push("");
      for (const child of node.children) walk(child);
      if (blockTags.has(node.tag) && lines.at(-1) !== "") lines.push("");
    }
  };
  for (const node of nodes) walk(node);
  return lines.join("\n").trim();
}

/** Plain text as paragraphs: one for each line that says something. */
export function paragraphsOf(text: string): readonly RichNode[] {
  return text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => ({ tag: "p", children: [line] }));
}
