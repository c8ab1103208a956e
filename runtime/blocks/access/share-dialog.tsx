import { createSignal, Show } from "solid-js";
import type { RecordShare, RecordShares } from "../../../metadata/access/wire.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { RecordJson } from "../../../metadata/wire.ts";
import { accessMessages, accessText } from "../../language/access/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice, Skeleton } from "../../ui/message.tsx";
import { showToast } from "../../ui/toast.tsx";
import { problemSentence } from "../problem-view.tsx";
import { ShareForm } from "./share-form.tsx";
import { ShareTable } from "./share-table.tsx";
import "./access.css";

await accessMessages.ready();

/** Who a record is shared with, and sharing it with more. */
export default function ShareDialog(props: {
  readonly model: ObjectModel;
  readonly record: RecordJson;
  readonly title: string;
  readonly onClose: () => void;
}) {
  const { client } = useApplication();
  const [busy, setBusy] = createSignal(false);
  const path = () => `/records/${props.model.name}/${props.record.id}/shares`;
  const {
    body,
    problem: failure,
    again,
  } = createAnswer(path, (at) => client.request<RecordShares>("GET", at));
  const shares = () => body()?.data;
  const end = async (share: RecordShare) => {
    setBusy(true);
    const ended = await client.request("DELETE", `${path()}/${share.id}`);
    await again();
    setBusy(false);
    const name = share.receiver.name ?? "";
    if (ended.ok) showToast(accessText("ended", { name }));
    else showToast(problemSentence(ended.problem), { kind: "error" });
  };
  return (
    <Dialog
      open
      wide
      keepOnBackdrop
      title={accessText("share_title", { title: props.title })}
      closeLabel={accessText("close")}
      onClose={props.onClose}
    >
      <div class="shares">
        <Show when={failure()}>
          {(problem) => (
            <Notice kind="danger" alert>
              {problemSentence(problem())}{" "}
              <Button small onClick={() => void again()}>
                {accessText("retry")}
              </Button>
            </Notice>
          )}
        </Show>
        <Show when={!failure()}>
          <ShareForm
            path={path()}
            onShared={(share) => {
              showToast(accessText("shared", { name: share.receiver.name ?? "" }));
              void again();
            }}
          />
          <Show when={shares()} fallback={<Skeleton width="70%" />}>
            {(found) => (
              <ShareTable shares={found()} busy={busy()} onEnd={(share) => void end(share)} />
            )}
          </Show>
        </Show>
      </div>
    </Dialog>
  );
}
