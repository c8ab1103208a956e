import { createSignal, createUniqueId, Show } from "solid-js";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { ApprovalChain } from "../../../metadata/task-wire.ts";
import type { RecordJson } from "../../../metadata/wire.ts";
import { taskMessages, taskText } from "../../language/tasks/messages.ts";
import { taskAddress } from "../../state/addresses.ts";
import { useApplication } from "../../state/application.ts";
import { createRecordChains } from "../../state/record-approvals.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { ChainView } from "../tasks/chain-view.tsx";
import { ApprovalStatusWord } from "../tasks/task-status.tsx";
import { personName } from "../tasks/task-words.ts";
import "./approvals.css";

await taskMessages.ready();

/** The approval that a record is in, or was in last: how it stands, and the way it has gone. */
export default function ApprovalStrip(props: {
  readonly model: ObjectModel;
  readonly record: RecordJson;
}) {
  const application = useApplication();
  const chains = createRecordChains(
    application,
    () => props.model.name,
    () => props.record,
  );
  // One that is under way comes before others that began later.
  const chain = () => chains()?.find(isRunning) ?? chains()?.[0];
  return (
    <Show when={chain()}>
      {(shown) => (
        <Strip
          chain={shown()}
          own={application.session.who()?.user.id ?? ""}
          fieldTitle={(name) => props.model.byName.get(name)?.title ?? name}
        />
      )}
    </Show>
  );
}

const isRunning = ({ approvals }: ApprovalChain): boolean =>
  approvals.some(({ status }) => status === "pending");

function Strip(props: {
  readonly chain: ApprovalChain;
  readonly own: string;
  readonly fieldTitle: (name: string) => string;
}) {
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const now = () => props.chain.approvals.filter(({ status }) => status === "pending");
  const asked = () =>
    now().flatMap(({ tasks }) => tasks.filter(({ status }) => status === "pending"));
  const mine = () => asked().find(({ assignee }) => assignee.id === props.own);
  const last = () => props.chain.approvals.at(-1);
  const names = () => [...new Set(asked().map(({ assignee }) => personName(assignee)))].join(", ");
  return (
    <section class="approval-strip" aria-label={props.chain.workflow.title}>
      <div class="approval-line">
        <Show when={last()}>
          {(approval) => <ApprovalStatusWord status={now()[0]?.status ?? approval().status} />}
        </Show>
        <span class="approval-words">
          <strong>{props.chain.workflow.title}</strong>
          <Show when={now().length > 0}>
            <span>
              {now()
                .map(({ step }) => step.title)
                .join(", ")}
            </span>
          </Show>
          <Show when={names()}>
            {(people) => <span class="muted">{taskText("asked_now", { names: people() })}</span>}
          </Show>
        </span>
        <Show when={mine()}>
          {(task) => (
            <LinkButton small variant="primary" href={taskAddress(task().id)}>
              {taskText("your_turn")}
            </LinkButton>
          )}
        </Show>
        <Button
          small
          aria-expanded={open()}
          aria-controls={open() ? id : undefined}
          onClick={() => setOpen(!open())}
        >
          {taskText(open() ? "hide_chain" : "show_chain")}
        </Button>
      </div>
      <Show when={open()}>
        <div id={id}>
          <ChainView chain={props.chain} fieldTitle={props.fieldTitle} />
        </div>
      </Show>
    </section>
  );
}
