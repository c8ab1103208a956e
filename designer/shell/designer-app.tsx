import { createMemo, lazy, Show, Suspense } from "solid-js";
import { selectedAccess } from "../document/selected-access.ts";
import { Inspector } from "../inspector/inspector.tsx";
import { text } from "../language/messages.ts";
import { CommandPalette } from "../palette/command-palette.tsx";
import { useDesigner } from "./designer-context.ts";
import { listenToKeys } from "./keyboard.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { ListedPlaces } from "./listed-places.tsx";
import { NewObjectDialog } from "./new-object-dialog.tsx";
import { ObjectCanvas } from "./object-canvas.tsx";
import { PaneSwitch } from "./pane-switch.tsx";
import { ProblemsPanel } from "./problems-panel.tsx";
import { noticeRemovals } from "./removal-notice.ts";
import { TopBar } from "./top-bar.tsx";

const AccessInspector = lazy(async () => ({
  default: (await import("../access/access-inspector.tsx")).AccessInspector,
}));
const PublishDialog = lazy(async () => ({
  default: (await import("../publish/publish-dialog.tsx")).PublishDialog,
}));
const KeptDialog = lazy(async () => ({
  default: (await import("../publish/kept-dialog.tsx")).KeptDialog,
}));
const VersionsDialog = lazy(async () => ({
  default: (await import("../publish/versions-dialog.tsx")).VersionsDialog,
}));

/** The designer's window: objects on the left, the canvas, the inspector on the right. */
export function DesignerApp() {
  const designer = useDesigner();
  const isEarlier = designer.session.asOf !== null;
  const accessKey = createMemo(() => selectedAccess(designer.session.design()));
  listenToKeys(designer);
  noticeRemovals(designer.session);
  return (
    <div class="designer" data-pane={designer.pane()}>
      <TopBar />
      <nav class="designer-objects" aria-label={text("objects")}>
        <ListedPlaces />
      </nav>
      <main class="designer-canvas">
        <ObjectCanvas />
        <Show when={designer.problemsOpen()}>
          <ProblemsPanel />
        </Show>
      </main>
      {/* Focusable without inputs to focus, so that the keyboard can scroll it. */}
      <aside
        class="designer-inspector"
        aria-label={text("properties")}
        tabindex={isEarlier ? 0 : undefined}
      >
        <fieldset class="designer-values" disabled={isEarlier}>
          <Show when={accessKey()} fallback={<Inspector />} keyed>
            {(key) => (
              <Suspense>
                <AccessInspector documentKey={key} />
              </Suspense>
            )}
          </Show>
        </fieldset>
      </aside>
      <PaneSwitch />
      <CommandPalette />
      <Suspense>
        <Show when={designer.dialog() === "publish"}>
          <PublishDialog onClose={() => designer.openDialog(null)} />
        </Show>
        <Show when={designer.dialog() === "kept"}>
          <KeptDialog onClose={() => designer.openDialog(null)} />
        </Show>
        <Show when={designer.dialog() === "versions"}>
          <VersionsDialog onClose={() => designer.openDialog(null)} />
        </Show>
      </Suspense>
      <KeysDialog />
      <NewObjectDialog />
    </div>
  );
}
