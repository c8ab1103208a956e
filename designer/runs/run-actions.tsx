import { createSignal, Show } from "solid-js";
import type { RunWhole } from "../../metadata/workflow-wire.ts";
import { Button, IconButton } from "../../runtime/ui/button.tsx";
import { Checkbox } from "../../runtime/ui/checkbox.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { runText } from "../language/runs/messages.ts";
import { ConfirmDialog } from "../pages/confirm-dialog.tsx";
import { MigrateDialog } from "./migrate-dialog.tsx";
import type { OpenRun } from "./open-run.ts";
import { ReplayDialog } from "./replay-dialog.tsx";
import { RetryDialog } from "./retry-dialog.tsx";
import { isStuck } from "./run-words.ts";
import type { RunsStore } from "./runs-api.ts";

export interface RunDialogProps {
  readonly store: RunsStore;
  readonly open: OpenRun;
  readonly run: RunWhole;
  readonly onClose: () => void;
}

type Asked = "retry" | "skip" | "cancel" | "replay" | "migrate";

/** What can be done with a run, as it stands. */
export function RunActions(props: Omit<RunDialogProps, "onClose">) {
  const [asked, setAsked] = createSignal<Asked>();
  const isLive = () => props.run.ended_at === null;
  const stuck = () => props.run.now.some(isStuck);
  const close = () => setAsked(undefined);
  return (
    <>
      <IconButton
        icon="refresh"
        label={runText("refresh")}
        onClick={() => void props.open.reload()}
      />
      <Button onClick={() => setAsked("replay")}>{runText("replay")}</Button>
      <Show when={isLive()}>
        <Button onClick={() => setAsked("migrate")}>{runText("migrate")}</Button>
        <Button onClick={() => setAsked("cancel")}>{runText("cancel_run")}</Button>
      </Show>
      <Show when={stuck()}>
        <Button onClick={() => setAsked("skip")}>{runText("skip")}</Button>
        <Button variant="primary" icon="refresh" onClick={() => setAsked("retry")}>
          {runText("retry_run")}
        </Button>
      </Show>
      <Show when={asked() === "retry"}>
        <RetryDialog {...props} onClose={close} />
      </Show>
      <Show when={asked() === "skip"}>
        <SkipDialog {...props} onClose={close} />
      </Show>
      <Show when={asked() === "cancel"}>
        <CancelDialog {...props} onClose={close} />
      </Show>
      <Show when={asked() === "replay"}>
        <ReplayDialog {...props} onClose={close} />
      </Show>
      <Show when={asked() === "migrate"}>
        <MigrateDialog {...props} onClose={close} />
      </Show>
    </>
  );
}

function SkipDialog(props: RunDialogProps) {
  const step = () => props.run.now.find(isStuck);
  return (
    <ConfirmDialog
      title={runText("skip_title")}
      text={runText("skip_text", { step: step()?.title ?? step()?.step ?? "" })}
      action={runText("skip")}
      act={() => props.open.act("retry", { skip: true })}
      onDone={() => {
        showToast(runText("skipped"));
        props.onClose();
      }}
      onClose={props.onClose}
    />
  );
}

function CancelDialog(props: RunDialogProps) {
  const [undo, setUndo] = createSignal(false);
  return (
    <ConfirmDialog
      title={runText("cancel_title")}
      text={runText(undo() ? "cancel_undo_text" : "cancel_text")}
      action={runText("cancel_run")}
      act={() => props.open.act(undo() ? "cancel?undo=true" : "cancel", {})}
      onDone={() => {
        showToast(runText(undo() ? "cancelled_undoing" : "cancelled"));
        props.onClose();
      }}
      onClose={props.onClose}
    >
      <Show when={props.run.undoable}>
        <Checkbox
          name="run_undo"
          checked={undo()}
          onChange={setUndo}
          label={runText("cancel_undo")}
        />
      </Show>
    </ConfirmDialog>
  );
}
