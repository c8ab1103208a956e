import { Show } from "solid-js";
import { ObjectCanvas } from "../canvases/object-canvas.tsx";
import { Inspector } from "../inspector/inspector.tsx";
import { text } from "../language/messages.ts";
import { CommandPalette } from "../palette/command-palette.tsx";
import { PublishDialog } from "../publish/publish-dialog.tsx";
import { VersionsDialog } from "../publish/versions-dialog.tsx";
import { useDesigner } from "./designer-context.ts";
import { listenToKeys } from "./keyboard.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { NewObjectDialog } from "./new-object-dialog.tsx";
import { ObjectList } from "./object-list.tsx";
import { PaneSwitch } from "./pane-switch.tsx";
import { ProblemsPanel } from "./problems-panel.tsx";
import { TopBar } from "./top-bar.tsx";

/** The designer's window: objects on the left, the canvas, the inspector on the right. */
export function DesignerApp() {
  const designer = useDesigner();
  listenToKeys(designer);
  return (
    <div class="designer" data-pane={designer.pane()}>
      <TopBar />
      <nav class="designer-objects" aria-label={text("objects")}>
        <ObjectList />
      </nav>
      <main class="designer-canvas">
        <ObjectCanvas />
        <Show when={designer.problemsOpen()}>
          <ProblemsPanel />
        </Show>
      </main>
      <aside class="designer-inspector" aria-label={text("properties")}>
        <Inspector />
      </aside>
      <PaneSwitch />
      <CommandPalette />
      <PublishDialog />
      <VersionsDialog />
      <KeysDialog />
      <NewObjectDialog />
    </div>
  );
}
