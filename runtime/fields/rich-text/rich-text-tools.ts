/** The buttons of the editor, on the page's own editing commands. */
import type { MessageKey } from "../../language/en.ts";

export interface RichTool {
  readonly name: string;
  readonly title: MessageKey;
  /** What stands on the button. */
  readonly sign: string;
  readonly command: string;
  /** Set for kinds of block. */
  readonly block?: string;
  /** With Ctrl or ⌘. */
  readonly key?: string;
}

export const richTools: readonly RichTool[] = [
  { name: "strong", title: "rich_strong", sign: "B", command: "bold", key: "b" },
  { name: "em", title: "rich_em", sign: "I", command: "italic", key: "i" },
  { name: "u", title: "rich_u", sign: "U", command: "underline", key: "u" },
  { name: "s", title: "rich_s", sign: "S", command: "strikeThrough", key: "shift+x" },
  { name: "h2", title: "rich_h2", sign: "H1", command: "formatBlock", block: "h2" },
  { name: "h3", title: "rich_h3", sign: "H2", command: "formatBlock", block: "h3" },
  { name: "ul", title: "rich_ul", sign: "•", command: "insertUnorderedList", key: "shift+8" },
  { name: "ol", title: "rich_ol", sign: "1.", command: "insertOrderedList", key: "shift+7" },
  {
    name: "blockquote",
    title: "rich_quote",
    sign: "❝",
    command: "formatBlock",
    block: "blockquote",
  },
  { name: "pre", title: "rich_pre", sign: "{ }", command: "formatBlock", block: "pre" },
  { name: "link", title: "rich_link", sign: "↗", command: "unlink", key: "k" },
];

/** Whether the place of the caret is of this kind. */
export function isOn(tool: RichTool, area: HTMLElement): boolean {
  if (tool.block === undefined && tool.name !== "link")
    return document.queryCommandState(tool.command);
  const anchor = document.getSelection()?.anchorNode;
  const start = anchor instanceof Element ? anchor : anchor?.parentElement;
  const found = start?.closest(tool.block ?? "a");
  return found !== null && found !== undefined && area.contains(found) && found !== area;
}

/** Does what a button says; a kind of block that is there already becomes a paragraph. */
export function runTool(tool: RichTool, isActive: boolean): void {
  if (tool.block === undefined) document.execCommand(tool.command);
  else document.execCommand(tool.command, false, isActive ? "p" : tool.block);
}
