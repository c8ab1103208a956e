import { onMount, Show } from "solid-js";
import type { Client } from "../../runtime/client/client.ts";
import { LinkButton } from "../../runtime/ui/button.tsx";
import { EmptyState } from "../../runtime/ui/message.tsx";
import { auditMessages, auditText } from "../language/audit/messages.ts";
import { pageText } from "../language/pages/messages.ts";
import { LoadFailure, Loading, MoreButton, PlainPage } from "../pages/plain-page.tsx";
import { type AuditStore, createAuditStore } from "./audit-api.ts";
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
        <AuditBody store={store} />
        <MoreButton list={store} onMore={() => void store.more()} />
      </Show>
    </PlainPage>
  );
}

function AuditBody(props: { readonly store: AuditStore }) {
  const { store } = props;
  const isFiltered = () => Object.values(store.filters()).some((value) => value !== "");
  return (
    <Show when={store.rows()} fallback={<Loading failed={store.failure() !== undefined} />}>
      {(entries) => (
        <Show
          when={entries().length > 0}
          fallback={
            <EmptyState
              icon="history"
              title={auditText(isFiltered() ? "none_found" : "empty")}
              text={isFiltered() ? undefined : auditText("empty_text")}
            />
          }
        >
          <AuditTable entries={entries()} />
        </Show>
      )}
    </Show>
  );
}
