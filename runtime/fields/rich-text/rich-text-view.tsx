import { createEffect } from "solid-js";
import { readRichText } from "../../../metadata/fields/values/rich-text.ts";
import { nodesOf } from "./rich-text-nodes.ts";
import "./rich-text.css";

/** A rich text with its marks; what is none shows as the text it is. */
export default function RichTextView(props: { readonly value: string }) {
  let holder!: HTMLDivElement;
  createEffect(() => {
    const reading = readRichText(props.value);
    holder.replaceChildren(reading.ok ? nodesOf(reading.nodes) : props.value);
  });
  return <div ref={holder} class="rich-text" />;
}
