import { createSignal, For, Show } from "solid-js";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { HistoryItem, ProblemJson, RecordJson } from "../../../metadata/wire.ts";
import { text } from "../../language/messages.ts";
import { dayAndTime } from "../../language/when.ts";
import { useApplication } from "../../state/application.ts";
import { serverWords } from "../../state/problem-words.ts";
import { changesBetween, writtenChanges } from "../../state/record-changes.ts";
import { restoreRevision } from "../../state/record-history.ts";
import { rowList, type Values } from "../../state/row-list.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/message.tsx";
import { showToast } from "../../ui/toast.tsx";
import { problemSentence } from "../problem-view.tsx";
import { ChangeList } from "./change-list.tsx";

/** Says what restoring will change before it does. */
export function RestoreDialog(props: {
  readonly model: ObjectModel;
  readonly record: RecordJson;
  readonly title: string;
  readonly entry: HistoryItem;
  readonly former: Values;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const application = useApplication();
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const when = () => dayAndTime(props.entry.at);
  const changes = () =>
    writtenChanges(props.model, changesBetween(props.model, props.record, props.former));
  const isNothing = () => Object.keys(changes()).length === 0;
  const restore = async () => {
    setBusy(true);
    setRefusal(undefined);
    const { model, record, entry, title } = props;
    const moment = when();
    const answer = await restoreRevision(application, model.name, record, entry.revision);
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.problem);
    showToast(text("former_restored", { title, when: moment }));
    props.onDone();
  };
  return (
    <Dialog
      open
      wide
      onClose={props.onClose}
      title={text("former_restore_title", { when: when() })}
      closeLabel={text("close")}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{text("cancel")}</Button>
          <Button
            variant="primary"
            icon="undo"
            busy={busy()}
            disabled={isNothing()}
            autofocus
            onClick={() => void restore()}
          >
            {text("former_restore")}
          </Button>
        </>
      }
    >
      <Show when={refusal()}>
        {(problem) => <Refusal model={props.model} problem={problem()} />}
      </Show>
      <p class="muted">{text(isNothing() ? "former_nothing" : "former_restore_text")}</p>
      <ChangeList
        model={props.model}
        changes={changes()}
        rows={(field) => rowList(props.record[field])}
      />
    </Dialog>
  );
}

/** What stands against it, each at its field. */
function Refusal(props: { readonly model: ObjectModel; readonly problem: ProblemJson }) {
  const titleOf = (path: string) => props.model.byName.get(path.split("/")[1] ?? "")?.title;
  return (
    <Notice kind="danger" alert>
      <Show
        when={props.problem.status > 0 && props.problem.errors.length > 0}
        fallback={problemSentence(props.problem)}
      >
        <ul class="refusals">
          <For each={props.problem.errors}>
            {(item) => (
              <li>
                <Show when={titleOf(item.path)} fallback={serverWords(item, props.model)}>
                  {(field) =>
                    text("form_error_entry", {
                      field: field(),
                      sentence: serverWords(item, props.model),
                    })
                  }
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Notice>
  );
}
