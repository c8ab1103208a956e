import { createSignal, Show } from "solid-js";
import type { JsonSchema } from "../../metadata/json-object.ts";
import type { DeliveryEntry } from "../../metadata/workflow-wire.ts";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import { dayAndTime } from "../../runtime/language/when.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { deliveryText } from "../language/deliveries/messages.ts";
import { pageText } from "../language/pages/messages.ts";
import { CodeText, PlainFact } from "../pages/plain-facts.tsx";
import { RecordLink } from "../pages/record-link.tsx";
import type { DeliveriesStore } from "./deliveries-api.ts";
import { answerWords, Status, targetWords } from "./delivery-words.tsx";

/** All that is known of one delivery; what is over can be sent again. */
export function DeliveryDialog(props: {
  readonly store: DeliveriesStore;
  readonly delivery: DeliveryEntry;
  readonly onClose: () => void;
}) {
  const [busy, setBusy] = createSignal(false);
  const resend = async () => {
    setBusy(true);
    const problem = await props.store.resend(props.delivery.id);
    setBusy(false);
    if (problem === null) showToast(deliveryText("resent"));
    else showToast(problemSentence(problem), { kind: "error" });
  };
  const isOver = () => props.delivery.finished_at !== null && props.delivery.kind !== "mail";
  return (
    <Dialog
      open
      wide
      title={deliveryText("delivery", { target: targetWords(props.delivery, props.store) })}
      closeLabel={pageText("close")}
      onClose={props.onClose}
      footer={
        <Show when={isOver()}>
          <p class="muted delivery-hint">{deliveryText("resend_hint")}</p>
          <Button icon="refresh" busy={busy()} onClick={() => void resend()}>
            {deliveryText("resend")}
          </Button>
        </Show>
      }
    >
      <div class="plain-form">
        <Facts {...props} />
        <Show when={props.delivery.response_code !== null && props.delivery.response_excerpt}>
          {(excerpt) => (
            <section>
              <h3>{deliveryText("excerpt")}</h3>
              <pre class="code-text" tabindex={0} role="group" aria-label={deliveryText("excerpt")}>
                {excerpt()}
              </pre>
            </section>
          )}
        </Show>
        <section>
          <h3>{deliveryText("payload")}</h3>
          <CodeText label={deliveryText("payload")} value={readable(props.delivery.payload)} />
        </section>
      </div>
    </Dialog>
  );
}

/** The body as it reads, not as text in text. */
function readable(payload: JsonSchema): JsonSchema {
  const { body } = payload;
  if (typeof body !== "string") return payload;
  try {
    return { ...payload, body: JSON.parse(body) };
  } catch {
    return payload;
  }
}

function Facts(props: { readonly store: DeliveriesStore; readonly delivery: DeliveryEntry }) {
  const { workspace } = props.store.client;
  return (
    <dl class="plain-facts">
      <PlainFact title={deliveryText("status")}>
        <Status status={props.delivery.status} />
      </PlainFact>
      <PlainFact title={deliveryText("kind")}>
        {deliveryText(`kind_${props.delivery.kind}`)}
      </PlainFact>
      <PlainFact title={deliveryText("attempts")}>{props.delivery.attempt}</PlainFact>
      <Show when={answerWords(props.delivery)}>
        {(answer) => <PlainFact title={deliveryText("answer")}>{answer()}</PlainFact>}
      </Show>
      <Show when={props.delivery.status === "waiting" && props.delivery.next_at}>
        {(next) => <PlainFact title={deliveryText("next_attempt")}>{dayAndTime(next())}</PlainFact>}
      </Show>
      <PlainFact title={deliveryText("made")}>{dayAndTime(props.delivery.created_at)}</PlainFact>
      <Show when={props.delivery.finished_at}>
        {(at) => <PlainFact title={deliveryText("finished")}>{dayAndTime(at())}</PlainFact>}
      </Show>
      <Show when={props.delivery.record}>
        <PlainFact title={deliveryText("record")}>
          <RecordLink workspace={workspace} about={props.delivery} names={props.store.records} />
        </PlainFact>
      </Show>
      <Show when={props.delivery.run}>
        {(run) => (
          <PlainFact title={deliveryText("run")}>
            <a href={`/${workspace}/designer/runs?run=${run()}`}>{deliveryText("show_run")}</a>
          </PlainFact>
        )}
      </Show>
      <PlainFact title={deliveryText("number")} wide>
        <code>{props.delivery.id}</code>
      </PlainFact>
    </dl>
  );
}
