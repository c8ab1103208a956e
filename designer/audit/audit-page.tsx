import { onMount, Show } from "solid-js";
import type { Client } from "../../runtime/client/client.ts";
import { LinkButton } from "../../runtime/ui/button.tsx";
import { EmptyState } from "../../runtime/ui/message.tsx";
import { auditMessages, auditText } from "../language/audit/messages.ts";
import { pageText } from "../language/pages/messages.ts";
import { isFiltered } from "../pages/list-filters.tsx";
import { ListRows } from "../pages/list-rows.tsx";
import { LoadFailure, PlainPage } from "../pages/plain-page.tsx";
import { createAuditStore } from "./audit-api.ts";
import { AuditFilterBar } from "./audit-filters.tsx";
import { AuditTable } from "./audit-table.tsx";
import "./audit.css";

await auditMessages.ready();

/** `/{workspace}/designer/audit`: who did what, and when. */
export default function AuditLogPage(props: { readonly client: Client }) {
  const store = createAuditStore(props.client);
  onMount(() => void store.reload());
  return (
    <PlainPage workspace={props.client.workspace} title={auditText("audit")} class="audit">
      <Show
        when={store.failure()?.status !== 403}
        fallback={
          <EmptyState
            icon="no-access"
            title={auditText("no_access")}
            text={auditText("no_access_text")}
          >
            <LinkButton href={`/${props.client.workspace}/`}>
              {pageText("open_application")}
            </LinkButton>
          </EmptyState>
        }
      >
        <AuditFilterBar store={store} />
        <LoadFailure problem={store.failure()} onRetry={() => void store.reload()} />
        <ListRows list={store} empty={<NoEntries filtered={isFiltered(store.filters())} />}>
          {(entries) => <AuditTable entries={entries()} />}
        </ListRows>
      </Show>
    </PlainPage>
  );
}

const NoEntries = (props: { readonly filtered: boolean }) => (
  <EmptyState
    icon="history"
    title={auditText(props.filtered ? "none_found" : "empty")}
    text={props.filtered ? undefined : auditText("empty_text")}
  />
);
