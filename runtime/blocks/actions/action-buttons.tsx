import { createSignal, Index, lazy, Show, Suspense } from "solid-js";
import type { ActionAnswer, OfferedAction } from "../../../metadata/automation-wire.ts";
import { actionText } from "../../language/actions/messages.ts";
import type { StartAction } from "../../state/offered-actions.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { narrow } from "../../ui/narrow.ts";
import { showToast } from "../../ui/toast.tsx";
import { problemSentence } from "../problem-view.tsx";
import "./actions.css";

const ActionDialog = lazy(() => import("./action-dialog.tsx"));

/** More than these are in a menu; on a phone there is no room for any. */
const buttonsMaximum = 2;

export interface ActionButtonsProps {
  /** On whose records they are offered. */
  readonly object: string;
  readonly actions: readonly OfferedAction[];
  readonly start: StartAction;
  /** What the dialog of an action is called. */
  readonly titleOf: (action: OfferedAction) => string;
  /** The record, where a workflow may ask people about it: they are named before it starts. */
  readonly asks?: { readonly object: string; readonly id: string } | undefined;
  readonly disabled?: boolean;
  readonly onDone?: () => void;
  readonly onOpen: (object: string, id: string) => void;
}

/** Actions to start: at once, or by a dialog where they ask something first. */
export function ActionButtons(props: ActionButtonsProps) {
  const [asked, setAsked] = createSignal<OfferedAction>();
  const [busy, setBusy] = createSignal("");
  const done = (action: OfferedAction, { message, open }: ActionAnswer) => {
    setAsked(undefined);
    const words = action.kind === "workflow" ? "workflow_started" : "action_done";
    showToast(message ?? actionText(words, { action: action.title }));
    props.onDone?.();
    if (open !== null) props.onOpen(open.object, open.id);
  };
  const choose = async (action: OfferedAction) => {
    if (busy() !== "") return;
    const asksPeople = action.kind === "workflow" && props.asks !== undefined;
    if (asksPeople || action.confirm !== "" || action.input !== null) return setAsked(action);
    setBusy(action.name);
    const answer = await props.start(action, {});
    setBusy("");
    if (answer.ok) done(action, answer.body);
    else showToast(problemSentence(answer.problem), { kind: "error" });
  };
  const inMenu = () => props.actions.length > buttonsMaximum || narrow();
  return (
    <Show when={props.actions.length > 0}>
      <Show
        when={inMenu()}
        fallback={
          <Index each={props.actions}>
            {(action) => (
              <Button
                busy={busy() === action().name}
                disabled={props.disabled}
                onClick={() => void choose(action())}
              >
                {action().title}
              </Button>
            )}
          </Index>
        }
      >
        <ActionMenu {...props} busy={busy() !== ""} onChoose={(action) => void choose(action)} />
      </Show>
      <Show when={asked()} keyed>
        {(action) => (
          <Suspense>
            <ActionDialog
              object={props.object}
              action={action}
              title={props.titleOf(action)}
              asks={action.kind === "workflow" ? props.asks : undefined}
              start={props.start}
              onClose={() => setAsked(undefined)}
              onDone={(answer) => done(action, answer)}
            />
          </Suspense>
        )}
      </Show>
    </Show>
  );
}

function ActionMenu(props: {
  readonly actions: readonly OfferedAction[];
  readonly disabled?: boolean;
  readonly busy: boolean;
  readonly onChoose: (action: OfferedAction) => void;
}) {
  return (
    <Menu
      label={actionText("actions")}
      align="end"
      entries={props.actions.map((action) => ({
        label: action.title,
        onSelect: () => props.onChoose(action),
      }))}
      trigger={(attributes) => (
        <Button {...attributes} busy={props.busy} disabled={props.disabled}>
          {actionText("actions")}
          <Icon name="chevron-down" size={12} />
        </Button>
      )}
    />
  );
}
