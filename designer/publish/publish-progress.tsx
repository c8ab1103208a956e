import { createSignal, onCleanup, Show } from "solid-js";
import type { PublishProgress } from "../../metadata/wire.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";

/** Milliseconds between two looks at the work beside large tables. */
const interval = 1000;

/** How far the work beside large tables has come, while a publish is under way. */
export function PublishProgressBar() {
  const { session } = useDesigner();
  const [progress, setProgress] = createSignal<PublishProgress | null>(null);
  const timer = setInterval(async () => setProgress(await session.api.progress()), interval);
  onCleanup(() => clearInterval(timer));
  const [stopping, setStopping] = createSignal(false);
  const stop = () => {
    setStopping(true);
    void session.api.stopPublish();
  };
  const written = (count: number) => count.toLocaleString(locale());
  return (
    <Show when={progress()}>
      {(current) => (
        <div class="publish-progress" role="status">
          <p>
            {text("publish_progress", {
              done: written(current().rows_done),
              total: written(current().rows_total),
            })}
          </p>
          <progress
            aria-label={text("publish_progress_bar")}
            value={current().rows_done}
            max={Math.max(1, current().rows_total)}
          />
          <p class="muted">{text("publish_progress_hint")}</p>
          <Button small busy={stopping()} onClick={stop}>
            {text("publish_stop")}
          </Button>
        </div>
      )}
    </Show>
  );
}
