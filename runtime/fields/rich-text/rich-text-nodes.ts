/**
 * Between the tree of a rich text and nodes of a page. Nodes are made one by one; what a page holds
 * (typed, or pasted from anywhere) is reduced to the subset.
 */
import {
  isBlock,
  isSafeLink,
  type RichNode,
  type RichTag,
  tidyBlocks,
} from "../../../metadata/fields/values/rich-text.ts";

/** Nodes for a tree. Links open apart and tell their target nothing. */
export function nodesOf(tree: readonly RichNode[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const node of tree) {
    if (typeof node === "string") {
      fragment.append(document.createTextNode(node));
      continue;
    }
    const element = document.createElement(node.tag);
    if (node.href !== undefined) {
      element.setAttribute("href", node.href);
      element.setAttribute("target", "_blank");
      element.setAttribute("rel", "noopener noreferrer nofollow");
    }
    element.append(nodesOf(node.children));
    fragment.append(element);
  }
  return fragment;
}

/** What browsers and other programs write for the same thing. */
const synonyms: Readonly<Record<string, RichTag>> = {
  b: "strong",
  i: "em",
  strike: "s",
  del: "s",
  ins: "u",
  div: "p",
  h1: "h2",
  h4: "h3",
  h5: "h3",
  h6: "h3",
  kbd: "code",
  samp: "code",
  tt: "code",
};

const kept: ReadonlySet<string> = new Set(
  "p br strong em u s a ul ol li h2 h3 blockquote code pre".split(" "),
);
/** Their content is no text for people. */
const dropped: ReadonlySet<string> = new Set(
  "script style head title meta link noscript template iframe object svg math".split(" "),
);
const lines: ReadonlySet<string> = new Set(["p", "h2", "h3", "pre"]);

const isKept = (name: string): name is RichTag => kept.has(name);

/** The tree of what stands below a node, reduced to the subset. */
export function treeOf(root: Node): readonly RichNode[] {
  return tidyBlocks(childrenOf(root, []));
}

function childrenOf(node: Node, within: readonly RichTag[]): readonly RichNode[] {
  if (within.length > 15) return [node.textContent ?? ""];
  const tree: RichNode[] = [];
  for (const child of node.childNodes) {
    for (const made of reduced(child, within)) {
      const last = tree.at(-1);
      if (typeof made === "string" && typeof last === "string") tree[tree.length - 1] = last + made;
      else if (made !== "") tree.push(made);
    }
  }
  return tree;
}

/** Characters that people do not see and no text may hold. */
const invisible = /[^\P{Cc}\n\t]|\u200b|\ufeff/gu;

function reduced(node: Node, within: readonly RichTag[]): readonly RichNode[] {
  if (node.nodeType === Node.TEXT_NODE) return [(node.textContent ?? "").replace(invisible, "")];
  if (!(node instanceof Element)) return [];
  const name = node.localName;
  if (dropped.has(name)) return [];
  const tag = synonyms[name] ?? name;
  if (tag === "br") return within.includes("pre") ? ["\n"] : [{ tag, children: [] }];
  if (!isKept(tag) || !fits(tag, within)) return childrenOf(node, within);
  if (tag === "ul" || tag === "ol") return list(tag, node, within);
  const children = childrenOf(node, [...within, tag]);
  if (tag === "a") {
    const href = node.getAttribute("href") ?? "";
    return isSafeLink(href) ? [{ tag, href, children }] : children;
  }
  if (lines.has(tag)) return splitLines(tag, children);
  const mixed = children.some(isBlock) && (tag === "li" || tag === "blockquote");
  if (!mixed && children.some(isBlock)) return children;
  return children.length === 0 ? [] : [{ tag, children: mixed ? tidyBlocks(children) : children }];
}

/** Whether an element may stand where it stands; otherwise its content alone does. */
function fits(tag: RichTag, within: readonly RichTag[]): boolean {
  const parent = within.at(-1);
  if (tag === "li") return parent === "ul" || parent === "ol";
  return !(tag === "a" && within.includes("a"));
}

function list(tag: "ul" | "ol", node: Node, within: readonly RichTag[]): readonly RichNode[] {
  const entries = childrenOf(node, [...within, tag]);
  const items = entries.flatMap((entry): readonly RichNode[] => {
    if (typeof entry === "string") return entry.trim() === "" ? [] : [itemOf([entry])];
    return [entry.tag === "li" ? entry : itemOf([entry])];
  });
  return items.length === 0 ? [] : [{ tag, children: items }];
}

const itemOf = (children: readonly RichNode[]): RichNode => ({ tag: "li", children });

/** Blocks inside of a line (a paragraph in a `div`) stand by themselves; the rest stays a line. */
function splitLines(tag: RichTag, children: readonly RichNode[]): readonly RichNode[] {
  if (!children.some(isBlock)) return [{ tag, children }];
  return tidyBlocks(children);
}
