/** The designer's page: checks who is there, loads the documents, and opens the session. */
import { createRoot } from "solid-js";
import { render } from "solid-js/web";
import type { DesignerDocuments, SignedIn } from "../metadata/wire.ts";
import { type Client, createClient } from "../runtime/client/client.ts";
import { locale } from "../runtime/language/locale.ts";
import { messages as runtimeMessages } from "../runtime/language/messages.ts";
import { LinkButton } from "../runtime/ui/button.tsx";
import { EmptyState } from "../runtime/ui/message.tsx";
import { showToast, ToastRegion } from "../runtime/ui/toast.tsx";
import type { DesignDocument } from "./document/design-documents.ts";
import { loadDocuments } from "./document/loaded-documents.ts";
import { messages, text } from "./language/messages.ts";
import { followAddress } from "./shell/address.ts";
import { DesignerApp } from "./shell/designer-app.tsx";
import { createDesigner, DesignerContext } from "./shell/designer-context.ts";
import { createDesignSession, type DesignSession } from "./state/design-session.ts";
import { createEarlierVersion } from "./state/earlier-version.ts";
import { createHistoryStore } from "./state/history-store.ts";
import "../runtime/ui/styles.css";
import "./styles/designer.css";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root element.");
const page: HTMLElement = root;

const workspace = location.pathname.split("/")[1] ?? "";
let session: DesignSession | undefined;
const client = createClient(workspace, {
  // Somebody published: what is compared with must be what is in force.
  onVersion: (version) => {
    if (session && version > session.version()) void session.reload();
  },
  onSignedOut: () => {
    if (!session) return;
    showToast(text("signed_out"), {
      kind: "error",
      action: { label: text("sign_in"), onSelect: () => open(`/${workspace}/`, "_blank") },
    });
  },
});
await Promise.all([messages.ready(), runtimeMessages.ready()]);
document.title = `${text("designer")} · ${workspace}`;
// Not awaited: a page that is loaded on use imports this module, and would wait for it for ever.
void start();

async function start(): Promise<void> {
  const who = await client.request<SignedIn>("GET", "/auth/me");
  if (!who.ok && who.problem.status === 401) {
    location.assign(`/${workspace}/?next=${encodeURIComponent(location.pathname)}`);
    return;
  }
  if (!who.ok) return showMessage(text("cannot_load"), who.problem.detail);
  // Who reads it need not design: the page itself says who may not.
  if (location.pathname === `/${workspace}/designer/audit`) return openAuditLog();
  if (location.pathname === `/${workspace}/designer/users` && who.body.keeps_users)
    return openUsers(who.body);
  if (!who.body.can_design) return showMessage(text("not_allowed"), text("not_allowed_text"));
  if (location.pathname === `/${workspace}/designer/scripts`) return openScripts();
  await openDesigner(client);
}

/** Looks after people, not documents: a page of its own that loads no design. */
async function openUsers(who: SignedIn): Promise<void> {
  const { default: UsersPage } = await import("./users/users-page.tsx");
  page.replaceChildren();
  render(
    () => (
      <>
        <UsersPage client={client} who={who} />
        <ToastRegion closeLabel={text("close")} />
      </>
    ),
    page,
  );
}

async function openAuditLog(): Promise<void> {
  const { default: AuditLogPage } = await import("./audit/audit-page.tsx");
  page.replaceChildren();
  render(() => <AuditLogPage client={client} />, page);
}

async function openScripts(): Promise<void> {
  const { default: ScriptsPage } = await import("./scripts/scripts-page.tsx");
  page.replaceChildren();
  render(() => <ScriptsPage client={client} />, page);
}

async function openDesigner(connected: Client): Promise<void> {
  try {
    // `?version=3`: the workspace as it was published then.
    const asked = new URLSearchParams(location.search).get("version");
    const opened =
      asked === null ? await openDraft(connected) : await openVersion(connected, asked);
    createRoot(() => followAddress(opened));
    const designer = createDesigner(opened, workspace);
    page.replaceChildren();
    render(
      () => (
        <DesignerContext.Provider value={designer}>
          <DesignerApp />
          <ToastRegion closeLabel={text("close")} />
        </DesignerContext.Provider>
      ),
      page,
    );
  } catch (error) {
    showMessage(text("cannot_load"), error instanceof Error ? error.message : "");
  }
}

async function openVersion(connected: Client, version: string): Promise<DesignSession> {
  const answer = await connected.load<DesignerDocuments>("/metadata/documents", { version });
  const refused = () => showToast(text("earlier_version_stays"), { kind: "info" });
  return createRoot(() =>
    createEarlierVersion({ client: connected, first: loadDocuments(answer) }, refused),
  );
}

async function openDraft(connected: Client): Promise<DesignSession> {
  const store = createHistoryStore(workspace);
  const [answer, left] = await Promise.all([
    connected.load<DesignerDocuments>("/metadata/documents"),
    store.load(),
  ]);
  const onReplaced = ({ name }: DesignDocument) =>
    showToast(text("replaced_by_other", { name }), { kind: "info" });
  const parts = { client: connected, first: loadDocuments(answer), left, store };
  const opened = createRoot(() => createDesignSession({ ...parts, events: { onReplaced } }));
  session = opened;
  addEventListener("beforeunload", (event) => {
    if (opened.saveState().kind !== "saved") event.preventDefault();
  });
  return opened;
}

function showMessage(title: string, detail: string): void {
  page.replaceChildren();
  render(
    () => (
      <main lang={locale()}>
        <EmptyState icon="design-tool" title={title} text={detail}>
          <LinkButton href={`/${workspace}/`}>{text("open_application")}</LinkButton>
        </EmptyState>
      </main>
    ),
    page,
  );
}
