import { createMemo, createSignal, Show } from "solid-js";
import { locale } from "../../runtime/language/locale.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { Notice } from "../../runtime/ui/message.tsx";
import { useNarrow } from "../../runtime/ui/narrow.ts";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import type { DesignDocument } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { rightsGroups } from "../document/rights-objects.ts";
import { accessText } from "../language/access/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { CanvasTitle } from "./canvas-title.tsx";
import { RightsLegend } from "./rights-legend.tsx";
import { RightsList } from "./rights-list.tsx";
import { RightsMatrix } from "./rights-matrix.tsx";
import { createRoleEditing, RoleEditingContext } from "./role-editing.ts";
import { RoleTabs } from "./role-tabs.tsx";
import "./rights-details.css";
import "./rights.css";

/** What a role grants and restricts, object by object. */
export function RoleEditor(props: { readonly document: DesignDocument }) {
  const { session } = useDesigner();
  const editing = createRoleEditing(() => props.document);
  const narrow = useNarrow();
  const [search, setSearch] = createSignal("");
  const groups = createMemo(() => {
    const wanted = search().trim().toLowerCase();
    const found = (name: string) =>
      name.includes(wanted) || editing.titleOf(name).toLowerCase().includes(wanted);
    return rightsGroups(session.documents(), session.models(), locale(), props.document.content)
      .map((group) => ({ ...group, objects: group.objects.filter(found) }))
      .filter(({ objects }) => objects.length > 0);
  });
  return (
    <RoleEditingContext.Provider value={editing}>
      <CanvasTitle
        title={documentTitle(session.documents(), props.document, locale())}
        name={props.document.name}
        kind={accessText("role")}
      >
        <RoleTabs />
      </CanvasTitle>
      <div class="canvas-body" role="tabpanel" aria-labelledby={`tab-${editing.section()}`}>
        <Show
          when={editing.section() === "restrictions"}
          fallback={<p class="editor-note">{accessText("rights_note")}</p>}
        >
          <Notice kind="warning">{accessText("restrictions_note")}</Notice>
        </Show>
        <div class="rights-head">
          <TextInput
            type="search"
            small
            value={search()}
            onInput={setSearch}
            placeholder={accessText("search_objects")}
            aria-label={accessText("search_objects")}
            before={<Icon name="search" size={14} />}
          />
          <Show when={!narrow()}>
            <RightsLegend />
          </Show>
        </div>
        <Show when={narrow()} fallback={<RightsMatrix groups={groups()} />}>
          <RightsList groups={groups()} />
        </Show>
        <Show when={groups().length === 0 && search() !== ""}>
          <p class="editor-note">{accessText("nothing_found")}</p>
        </Show>
      </div>
    </RoleEditingContext.Provider>
  );
}
