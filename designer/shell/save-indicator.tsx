import { Match, Switch } from "solid-js";
import { Button } from "../../runtime/ui/button.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { text } from "../language/messages.ts";
import { useDesigner } from "./designer-context.ts";

/** Says in a word whether what is on the screen is safe. */
export function SaveIndicator() {
  const { session } = useDesigner();
  const kind = () => session.saveState().kind;
  const detail = () => {
    const state = session.saveState();
    return state.kind === "refused" ? state.problem.detail || state.problem.title : "";
  };
  return (
    <div class={`save-state save-state-${kind()}`} role="status">
      <Switch>
        <Match when={kind() === "saved"}>
          <Icon name="check" />
          <span>{text("draft_saved")}</span>
        </Match>
        <Match when={kind() === "saving"}>
          <span class="spinner" aria-hidden="true" />
          <span>{text("draft_saving")}</span>
        </Match>
        <Match when={kind() === "offline"}>
          <Icon name="warning" />
          <span>{text("draft_offline")}</span>
          <Button small variant="quiet" onClick={() => void session.flush()}>
            {text("retry")}
          </Button>
        </Match>
        <Match when={kind() === "refused"}>
          <Icon name="circle-alert" />
          <span title={detail()}>
            {text("draft_refused")} {detail()}
          </span>
          <Button small variant="quiet" onClick={() => void session.flush()}>
            {text("retry")}
          </Button>
        </Match>
      </Switch>
    </div>
  );
}
