import { createSignal, type JSX } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import { ProblemNotice } from "../../runtime/blocks/problem-view.tsx";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { pageText } from "../language/pages/messages.ts";

/** Asks before something is taken away. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly text: string;
  /** What the button says that does it. */
  readonly action: string;
  readonly act: () => Promise<ProblemJson | null>;
  readonly onDone: () => void;
  readonly onClose: () => void;
  /** What is asked beside. */
  readonly children?: JSX.Element;
}) {
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const [busy, setBusy] = createSignal(false);
  const act = async () => {
    setBusy(true);
    const problem = await props.act();
    setBusy(false);
    setRefusal(problem ?? undefined);
    if (problem === null) props.onDone();
  };
  return (
    <Dialog
      open
      title={props.title}
      closeLabel={pageText("close")}
      onClose={props.onClose}
      footer={
        <>
          <Button autofocus onClick={() => props.onClose()}>
            {pageText("cancel")}
          </Button>
          <Button variant="danger" busy={busy()} onClick={() => void act()}>
            {props.action}
          </Button>
        </>
      }
    >
      <ProblemNotice problem={refusal()} />
      <p>{props.text}</p>
      {props.children}
    </Dialog>
  );
}
