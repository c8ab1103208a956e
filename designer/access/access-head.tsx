import { For } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Icon, type IconName } from "../../runtime/ui/icon.tsx";
import type { DesignDocument } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { problemsAtPart } from "../document/problem-location.ts";
import { useDesigner } from "../shell/designer-context.ts";

/** What is inspected, and what is wrong with it that no input shows. */
export function AccessHead(props: {
  readonly document: DesignDocument;
  readonly icon: IconName;
  readonly kind: string;
  /** Keywords with an input of their own, here or on the canvas. */
  readonly shown: ReadonlySet<string>;
}) {
  const { session } = useDesigner();
  const others = () =>
    problemsAtPart(session.problems(), props.document.key, []).filter(
      ({ keyword }) => !props.shown.has(keyword),
    );
  return (
    <>
      <div class="inspector-head">
        <span class="inspector-icon">
          <Icon name={props.icon} />
        </span>
        <div class="inspector-titles">
          <h2>{documentTitle(session.documents(), props.document, locale())}</h2>
          <p>
            {props.kind} <code>{props.document.name}</code>
          </p>
        </div>
      </div>
      <For each={others()}>
        {(entry) => (
          <p class="inspector-problem">
            <Icon name="circle-alert" size={14} />
            <span>{entry.problem.message}</span>
          </p>
        )}
      </For>
    </>
  );
}
