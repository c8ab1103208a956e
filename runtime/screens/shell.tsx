import {
  createEffect,
  createSignal,
  ErrorBoundary,
  type JSX,
  lazy,
  Match,
  Show,
  Suspense,
  Switch,
} from "solid-js";
import { ProblemView } from "../blocks/problem-view.tsx";
import { text } from "../language/messages.ts";
import { useApplication } from "../state/application.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/message.tsx";
import { ToastRegion } from "../ui/toast.tsx";
import { OwnButtons } from "./own-links.tsx";
import { Sidebar } from "./sidebar.tsx";
import { SignIn } from "./sign-in.tsx";
import "./shell.css";

const ViewingBanner = lazy(() => import("./viewing-banner.tsx"));
const FactorNeeded = lazy(() => import("./factor-needed.tsx"));

/** The frame of all screens; without a session, the sign-in in its place. */
export function Shell(props: { readonly children?: JSX.Element }) {
  const application = useApplication();
  const state = () => application.session.state();
  const failed = () => {
    const now = state();
    return now.kind === "failed" ? now.problem : undefined;
  };
  return (
    <Switch>
      <Match when={state().kind === "signed_out"}>
        <SignIn />
      </Match>
      <Match when={failed()}>
        {(problem) => (
          <main>
            <ProblemView problem={problem()} onRetry={() => void application.session.check()} />
          </main>
        )}
      </Match>
      <Match when={application.session.who()?.second_factor_needed && state().kind === "signed_in"}>
        <Suspense>
          <FactorNeeded />
        </Suspense>
      </Match>
      <Match when={application.session.who()}>
        <Frame>{props.children}</Frame>
        <Show when={state().kind === "expired"}>
          <SignInOver />
        </Show>
      </Match>
    </Switch>
  );
}

function Frame(props: { readonly children: JSX.Element }) {
  const application = useApplication();
  const [drawer, setDrawer] = createSignal(false);
  const title = () => {
    const apps = application.catalog.catalog()?.apps ?? [];
    return (apps.length === 1 ? apps[0]?.title : undefined) ?? application.workspace;
  };
  let content!: HTMLElement;
  return (
    <div class="shell">
      <a
        class="skip-link"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          content.focus();
        }}
      >
        {text("skip_to_content")}
      </a>
      <Sidebar label={title()} />
      <header class="top-bar">
        <IconButton icon="menu" label={text("open_navigation")} onClick={() => setDrawer(true)} />
        <span class="top-bar-title">{title()}</span>
        <OwnButtons />
      </header>
      <Show when={drawer()}>
        <Drawer title={title()} onClose={() => setDrawer(false)} />
      </Show>
      <main class="content" id="content" tabindex={-1} ref={content}>
        <Show when={application.session.who()?.viewed_by}>
          <Suspense>
            <ViewingBanner />
          </Suspense>
        </Show>
        <Show
          when={application.catalog.catalog()}
          fallback={
            <Show when={application.catalog.failure()}>
              {(problem) => (
                <ProblemView problem={problem()} onRetry={application.catalog.reload} />
              )}
            </Show>
          }
        >
          <ErrorBoundary fallback={(error: unknown) => <Broken error={error} />}>
            {props.children}
          </ErrorBoundary>
        </Show>
      </main>
      <ToastRegion closeLabel={text("close")} />
    </div>
  );
}

/** A screen that failed: the rest of the application still works. */
function Broken(props: { readonly error: unknown }) {
  reportError(props.error);
  return (
    <EmptyState icon="warning" title={text("load_failed_title")} text={text("problem_internal")}>
      {/* A fresh page also brings the scripts of a newer release. */}
      <Button icon="refresh" onClick={() => location.reload()}>
        {text("retry")}
      </Button>
    </EmptyState>
  );
}

/** The navigation on a narrow window, over the screen. */
function Drawer(props: { readonly title: string; readonly onClose: () => void }) {
  let element!: HTMLDialogElement;
  createEffect(() => element.showModal());
  return (
    <dialog
      ref={element}
      class="drawer"
      aria-label={text("navigation")}
      onClose={() => props.onClose()}
      onClick={(event) => {
        if (event.target === element) props.onClose();
      }}
    >
      <Sidebar label={props.title} onNavigate={props.onClose} />
    </dialog>
  );
}

/** Asks for the password again over the open screen, so that nothing typed is lost. */
function SignInOver() {
  let element!: HTMLDialogElement;
  createEffect(() => element.showModal());
  return (
    <dialog
      ref={element}
      class="sign-in-over"
      aria-label={text("sign_in")}
      onCancel={(event) => event.preventDefault()}
    >
      <SignIn expired />
    </dialog>
  );
}
