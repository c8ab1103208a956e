import { For } from "solid-js";
import type { DesignDocument } from "../document/design-documents.ts";
import { problemAtPart } from "../document/problem-location.ts";
import { TextPair } from "../inspector/text-pair.tsx";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";

/** Title and description in every language. */
export function AccessTexts(props: {
  readonly document: DesignDocument;
  /** Where translations of such documents stand. */
  readonly branch: "roles" | "sharing";
}) {
  const { session } = useDesigner();
  return (
    <For each={["title", "description"] as const}>
      {(keyword) => (
        <TextPair
          place={{
            document: props.document.key,
            path: [keyword],
            texts: [props.branch, props.document.name, keyword],
          }}
          label={text(keyword)}
          long={keyword === "description"}
          problem={problemAtPart(session.problems(), props.document.key, [keyword])}
        />
      )}
    </For>
  );
}
