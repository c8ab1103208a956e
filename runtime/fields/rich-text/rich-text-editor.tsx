import { createEffect, createSignal, For, onCleanup, onMount, Show } from "solid-js";
import {
  isSafeLink,
  plainText,
  readRichText,
  writeRichText,
} from "../../../metadata/fields/values/rich-text.ts";
import { text } from "../../language/messages.ts";
import { Button } from "../../ui/button.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import type { ControlProps } from "../field-view.ts";
import { nodesOf, treeOf } from "./rich-text-nodes.ts";
import { isOn, type RichTool, richTools, runTool } from "./rich-text-tools.ts";
import "./rich-text.css";

/** An editor on the page's own editing: a toolbar, the usual keys, and paste without its looks. */
export default function RichTextEditor(props: ControlProps) {
  let area!: HTMLDivElement;
  let written: string | null = null;
  const [linking, setLinking] = createSignal<Range | null>(null);

  createEffect(() => {
    const value = typeof props.value === "string" ? props.value : null;
    if (value === written && area.hasChildNodes()) return;
    written = value;
    const reading = readRichText(value ?? "");
    area.replaceChildren(reading.ok ? nodesOf(reading.nodes) : (value ?? ""));
  });
  const take = () => {
    const tree = treeOf(area);
    written = plainText(tree) === "" ? null : writeRichText(tree);
    props.onChange(written);
  };
  const { active, look } = activeTools(() => area);
  const use = (tool: RichTool) => {
    if (tool.name === "link" && !active().has("link")) {
      const selection = document.getSelection();
      const inside = selection && selection.rangeCount > 0 && area.contains(selection.anchorNode);
      if (inside && !selection.isCollapsed) setLinking(selection.getRangeAt(0).cloneRange());
      return;
    }
    area.focus();
    runTool(tool, active().has(tool.name));
    look();
    take();
  };
  const link = (address: string) => {
    const range = linking();
    setLinking(null);
    area.focus();
    if (range === null || address === "") return;
    const selection = document.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    document.execCommand("createLink", false, address);
    take();
  };
  const keys = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const pressed = `${event.shiftKey ? "shift+" : ""}${event.key.toLowerCase()}`;
    const tool = richTools.find(({ key }) => key === pressed);
    if (tool === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    use(tool);
  };
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    insert(event.clipboardData, area);
    take();
  };
  return (
    <div class="rich-editor" data-invalid={props.link["aria-invalid"] ? "" : undefined}>
      <Show when={!props.compact}>
        <Toolbar label={props.field.title} active={active()} onUse={use} />
      </Show>
      <Show when={linking()}>
        <LinkInput onDone={link} />
      </Show>
      <div
        {...props.link}
        ref={area}
        class="rich-text rich-area"
        contentEditable
        role="textbox"
        tabindex={0}
        aria-multiline="true"
        aria-label={props.link["aria-label"] ?? props.field.title}
        onInput={take}
        onKeyDown={keys}
        onPaste={paste}
        onDrop={(event) => event.preventDefault()}
        onFocus={() => {
          document.execCommand("styleWithCSS", false, "false");
          document.execCommand("defaultParagraphSeparator", false, "p");
        }}
        onBlur={() => props.onBlur()}
      />
    </div>
  );
}

/** Names of the tools that hold where the caret is. */
function activeTools(area: () => HTMLElement) {
  const [active, setActive] = createSignal<ReadonlySet<string>>(new Set());
  const look = () => {
    if (!area().contains(document.getSelection()?.anchorNode ?? null)) return;
    setActive(new Set(richTools.filter((tool) => isOn(tool, area())).map(({ name }) => name)));
  };
  onMount(() => document.addEventListener("selectionchange", look));
  onCleanup(() => document.removeEventListener("selectionchange", look));
  return { active, look };
}

function Toolbar(props: {
  readonly label: string;
  readonly active: ReadonlySet<string>;
  readonly onUse: (tool: RichTool) => void;
}) {
  return (
    <div class="rich-tools" role="toolbar" aria-label={props.label}>
      <For each={richTools}>
        {(tool) => (
          <button
            type="button"
            class="rich-tool"
            aria-label={text(tool.title)}
            title={text(tool.title)}
            aria-pressed={props.active.has(tool.name)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => props.onUse(tool)}
          >
            <span class={`rich-sign rich-sign-${tool.name}`} data-sign={tool.sign} />
          </button>
        )}
      </For>
    </div>
  );
}

/** What is pasted is read apart from the page, where nothing runs or loads, and reduced. */
function insert(data: DataTransfer | null, area: HTMLElement): void {
  const html = data?.getData("text/html") ?? "";
  const selection = document.getSelection();
  if (html === "" || selection === null || selection.rangeCount === 0) {
    document.execCommand("insertText", false, data?.getData("text/plain") ?? "");
    return;
  }
  const tree = treeOf(new DOMParser().parseFromString(html, "text/html").body);
  const range = selection.getRangeAt(0);
  if (!area.contains(range.commonAncestorContainer)) return;
  range.deleteContents();
  const only = tree[0];
  const inline = tree.length === 1 && typeof only === "object" && only.tag === "p";
  const fragment = nodesOf(inline ? only.children : tree);
  const last = fragment.lastChild;
  range.insertNode(fragment);
  if (last !== null) range.setStartAfter(last);
  range.collapse(true);
  selection.removeAllRanges();
  selection.addRange(range);
}

function LinkInput(props: { readonly onDone: (address: string) => void }) {
  const [address, setAddress] = createSignal("https://");
  let input!: HTMLInputElement;
  onMount(() => input.focus());
  const fits = () => isSafeLink(address().trim());
  return (
    <div class="rich-link">
      <TextInput
        ref={input}
        small
        aria-label={text("rich_link_address")}
        aria-invalid={fits() ? undefined : "true"}
        value={address()}
        onInput={setAddress}
        onKeyDown={(event) => {
          if (event.key === "Escape") props.onDone("");
          if (event.key !== "Enter") return;
          event.preventDefault();
          if (fits()) props.onDone(address().trim());
        }}
      />
      <Button small disabled={!fits()} onClick={() => props.onDone(address().trim())}>
        {text("rich_link")}
      </Button>
      <Button small variant="quiet" onClick={() => props.onDone("")}>
        {text("cancel")}
      </Button>
    </div>
  );
}
