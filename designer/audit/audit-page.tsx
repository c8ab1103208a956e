import { onMount, Show } from "solid-js";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import type { Client } from "../../runtime/client/client.ts";
import { Button, LinkButton } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { EmptyState, Notice, Skeleton } from "../../runtime/ui/message.tsx";
import { auditMessages, auditText } from "../language/audit/messages.ts";
import { type AuditStore, createAuditStore } from "./audit-api.ts";
import { AuditFilterBar } from "./audit-filters.tsx";
import { AuditTable } from "./audit-table.tsx";
import "./audit.css";

await auditMessages.ready();

/** `/{workspace}/designer/audit`: who did what, and when. */
export default function AuditLogPage(props: { readonly client: Client }) {
  const store = createAuditStore(props.client);
  onMount(() => {
    document.title = `${auditText("audit")} · ${props.client.workspace}`;
    void store.reload();
  });
  return (
    <div class="audit">
      <header class="audit-head">
        <a class="audit-back" href={`/${props.client.workspace}/`}>
          <Icon name="arrow-left" size={14} />
          {auditText("back")}
        </a>
        <h1>{auditText("audit")}</h1>
      </header>
      <main class="audit-body">
        <Show
          when={store.failure()?.status !== 403}
          fallback={
            <EmptyState
              icon="no-access"
              title={auditText("no_access")}
              text={auditText("no_access_text")}
            >
              <LinkButton href={`/${props.client.workspace}/`}>
                {auditText("open_application")}
              </LinkButton>
            </EmptyState>
          }
        >
          <AuditFilterBar store={store} />
          <AuditBody store={store} />
        </Show>
      </main>
    </div>
  );
}

function AuditBody(props: { readonly store: AuditStore }) {
  const { store } = props;
  const isFiltered = () => Object.values(store.filters()).some((value) => value !== "");
  return (
    <>
      <Show when={store.failure()}>
        {(problem) => (
          <Notice kind="danger" alert>
            {problemSentence(problem())}{" "}
            <Button small onClick={() => void store.reload()}>
              {auditText("retry")}
            </Button>
          </Notice>
        )}
      </Show>
      <Show when={store.entries()} fallback={<Loading failed={store.failure() !== undefined} />}>
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
      <Show when={store.hasMore()}>
        <Button busy={store.busy()} onClick={() => void store.more()}>
          {auditText("more")}
        </Button>
      </Show>
    </>
  );
}

function Loading(props: { readonly failed: boolean }) {
  return (
    <Show when={!props.failed}>
      <div class="audit-loading" role="status">
        <span class="visually-hidden">{auditText("loading")}</span>
        <Skeleton width="90%" />
        <Skeleton width="70%" />
        <Skeleton width="80%" />
      </div>
    </Show>
  );
}
