/** The designer's page: checks who is there, loads the documents, and opens the session. */
import { type Component, createRoot } from "solid-js";
import { render } from "solid-js/web";
import type { DesignerDocuments, SignedIn } from "../metadata/wire.ts";
import { type Client, createClient } from "../runtime/client/client.ts";
import { locale } from "../runtime/language/locale.ts";
import { messages as runtimeMessages } from "../runtime/language/messages.ts";
import { setClockZone } from "../runtime/state/clock.ts";
import { LinkButton } from "../runtime/ui/button.tsx";
import { EmptyState } from "../runtime/ui/message.tsx";
import { showToast, ToastRegion } from "../runtime/ui/toast.tsx";
import type { DesignDocument } from "./document/design-documents.ts";
import { loadDocuments } from "./document/loaded-documents.ts";
import { messages, text } from "./language/messages.ts";
import { partWords } from "./language/part-words.ts";
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
let doubting = false;
let unsay = () => {};
const client = createClient(workspace, {
  // Somebody published: what is compared with must be what is in force.
  onVersion: (version) => {
    if (session && version > session.version()) void session.reload();
  },
  onSignedOut: () => void doubt(),
});
await Promise.all([messages.ready(), runtimeMessages.ready()]);
document.title = `${text("designer")} · ${workspace}`;
// Not awaited: a page that is loaded on use imports this module, and would wait for it for ever.
void start();

/** Not let in: the session has ended, or another tab gave it another id and it goes on. */
async function doubt(): Promise<void> {
  if (!session || doubting) return;
  doubting = true;
  const who = await client.request<SignedIn>("GET", "/auth/me");
  doubting = false;
  unsay();
  if (who.ok || who.problem.status !== 401) return;
  unsay = showToast(text("signed_out"), {
    kind: "error",
    action: { label: text("sign_in"), onSelect: () => open(`/${workspace}/`, "_blank") },
  });
}

async function start(): Promise<void> {
  const who = await client.request<SignedIn>("GET", "/auth/me");
  if (!who.ok && who.problem.status === 401) {
    location.assign(`/${workspace}/?next=${encodeURIComponent(location.pathname)}`);
    return;
  }
  if (!who.ok) return showMessage(text("cannot_load"), who.problem.detail);
  setClockZone(who.body.time_zone);
  const asked = location.pathname.slice(`/${workspace}/designer/`.length);
  // Who reads it need not design: the page itself says who may not.
  const isOpen = asked === "audit" || (asked === "users" && who.body.keeps_users);
  if (!isOpen && !who.body.can_design)
    return showMessage(text("not_allowed"), text("not_allowed_text"));
  const load = Object.hasOwn(pages, asked) ? pages[asked] : undefined;
  if (load !== undefined) return openPage(await load(), who.body);
  await openDesigner(client);
}

interface PageProps {
  readonly client: Client;
  readonly who: SignedIn;
}

/** Pages beside the designer, which load no design. */
const pages: Readonly<Record<string, () => Promise<{ readonly default: Component<PageProps> }>>> = {
  audit: () => import("./audit/audit-page.tsx"),
  deliveries: () => import("./deliveries/deliveries-page.tsx"),
  runs: () => import("./runs/runs-page.tsx"),
  scripts: () => import("./scripts/scripts-page.tsx"),
  users: () => import("./users/users-page.tsx"),
};

function openPage({ default: Page }: { readonly default: Component<PageProps> }, who: SignedIn) {
  page.replaceChildren();
  render(
    () => (
      <>
        <Page client={client} who={who} />
        <ToastRegion closeLabel={text("close")} />
      </>
    ),
    page,
  );
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
  const first = loadDocuments(answer);
  const parts = { client: connected, first, left, store, words: partWords };
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
