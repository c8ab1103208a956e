import { createResource, For, Match, Show, Switch } from "solid-js";
import type { PreviewStep } from "../../../metadata/task-wire.ts";
import { taskMessages, taskText } from "../../language/tasks/messages.ts";
import { useApplication } from "../../state/application.ts";
import { type Beginning, previewApprovals } from "../../state/record-approvals.ts";
import { Notice, Skeleton } from "../../ui/message.tsx";
import { originWords, personName, ruleWords } from "../tasks/task-words.ts";
import "../tasks/tasks.css";
import "./approvals.css";

await taskMessages.ready();

/** Who will be asked when something begins; nothing where nobody is. */
export default function ApprovalPreview(props: {
  readonly object: string;
  readonly record: string;
  readonly about: Beginning;
}) {
  const application = useApplication();
  const [answer] = createResource(() =>
    previewApprovals(application, props.object, props.record, props.about),
  );
  const steps = () => answer.latest?.flatMap((workflow) => workflow.steps) ?? [];
  return (
    <Switch>
      <Match when={answer.loading}>
        <Skeleton width="60%" />
      </Match>
      <Match when={answer.latest === null}>
        <p class="muted">{taskText("preview_failed")}</p>
      </Match>
      <Match when={steps().length > 0}>
        <section class="approval-preview" aria-label={taskText("preview")}>
          <h3>{taskText("preview")}</h3>
          <ol class="chain">
            <For each={steps()}>{(step) => <Step step={step} />}</For>
          </ol>
        </section>
      </Match>
    </Switch>
  );
}

function Step(props: { readonly step: PreviewStep }) {
  const { step } = props;
  const notes = () =>
    [step.people.length > 1 ? ruleWords(step.rule) : "", step.certain ? "" : taskText("maybe")]
      .filter((words) => words !== "")
      .join(" · ");
  return (
    <li class="chain-step">
      <div class="chain-head">
        <strong>{step.step.title}</strong>
        <span class="muted">{notes()}</span>
      </div>
      <Show when={step.nobody}>
        {(nobody) => (
          <Notice kind={nobody() === "stop" ? "warning" : "info"}>
            {taskText(`nobody_${nobody()}`)}
          </Notice>
        )}
      </Show>
      <ul class="chain-people">
        <For each={step.people}>
          {({ person, origin, skipped }) => (
            <li class="chain-person">
              <span class="chain-name">
                {personName(person)}
                <Show when={skipped ? taskText("skipped") : originWords(origin)}>
                  {(words) => <small class="muted"> {words()}</small>}
                </Show>
              </span>
            </li>
          )}
        </For>
      </ul>
    </li>
  );
}
