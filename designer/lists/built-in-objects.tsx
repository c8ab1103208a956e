import { createMemo, For, Show } from "solid-js";
import { builtInNames } from "../../metadata/documents/built-in-documents.ts";
import { extendsBuiltIn } from "../../metadata/documents/built-in-objects.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { extendObject } from "../commands/extend-object.ts";
import { findDocument } from "../document/design-documents.ts";
import { builtInTitle } from "../document/document-title.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { DocumentEntry } from "./document-entry.tsx";

/** The objects that every workspace has; opening one begins the document that extends it. */
export function BuiltInObjects() {
  const { session } = useDesigner();
  const names = createMemo(
    () =>
      builtInNames.filter((name) => {
        const document = findDocument(session.documents(), "object", name);
        return document === undefined || extendsBuiltIn(document);
      }),
    [],
    { equals: (first, second) => first.join(" ") === second.join(" ") },
  );
  const key = (name: string) => findDocument(session.documents(), "object", name)?.key;
  return (
    <section aria-label={text("organisation")}>
      <div class="pane-head">
        <h2>{text("organisation")}</h2>
      </div>
      <ul class="object-list-entries">
        <For each={names()}>
          {(name) => (
            <Show when={key(name)} fallback={<AsItComes name={name} />}>
              {(known) => <DocumentEntry documentKey={known()} icon="user" />}
            </Show>
          )}
        </For>
      </ul>
    </section>
  );
}

function AsItComes(props: { readonly name: string }) {
  const designer = useDesigner();
  return (
    <li>
      <button
        type="button"
        class="object-entry"
        disabled={designer.session.asOf !== null}
        title={extendObject.label[locale()]}
        onClick={() => {
          designer.session.run(extendObject, { name: props.name });
          designer.showPane("canvas");
        }}
      >
        <Icon name="user" />
        <span class="object-entry-text">
          <span class="object-entry-title">{builtInTitle(props.name, locale())}</span>
          <span class="object-entry-name">{props.name}</span>
        </span>
      </button>
    </li>
  );
}
