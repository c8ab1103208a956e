import { Show } from "solid-js";
import type { NamedRecord, RecordNames } from "./record-names.ts";

/** What a record is called, leading to its page; nothing where there is none. */
export function RecordLink(props: {
  readonly workspace: string;
  readonly about: NamedRecord;
  readonly names: RecordNames;
}) {
  const object = () => props.about.object ?? "";
  return (
    <Show when={props.about.record !== null && props.about.object !== null}>
      <span class="cell-lines">
        <a href={`/${props.workspace}/records/${object()}/${props.about.record}`}>
          {props.names.recordTitle(props.about) ?? props.about.record?.slice(-8)}
        </a>
        <small class="muted">{props.names.objectTitle(object())}</small>
      </span>
    </Show>
  );
}
