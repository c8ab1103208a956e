import { createSignal, For, Show } from "solid-js";
import type { LinkedDecision, OpenDecision } from "../../../metadata/task-wire.ts";
import { problemSentence } from "../../blocks/problem-view.tsx";
import { SmallForm } from "../../blocks/small-form.tsx";
import { accountText } from "../../language/account/messages.ts";
import { locale } from "../../language/locale.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice, Skeleton } from "../../ui/message.tsx";
import { TextArea } from "../../ui/text-input.tsx";
import { linkToken } from "./link-token.ts";
import { PublicCard } from "./public-card.tsx";
import "./decide-page.css";

type Decision = LinkedDecision["decision"];

/** `/{workspace}/decide#…`: shows what a mail asks. Nothing is decided before one says so here. */
export function DecidePage() {
  const { client } = useApplication();
  const [decided, setDecided] = createSignal<Decision>();
  const { body: asked, problem } = createAnswer(locale, () =>
    client.request<OpenDecision>("POST", "/decisions/check", { body: { token: linkToken() } }),
  );
  const refusal = () => {
    const told = problem();
    return told && problemSentence(told);
  };
  const hint = () => {
    const found = asked();
    if (found === undefined) return undefined;
    const { asked_by: by, person } = found;
    return by === null
      ? accountText("decide_as", { person })
      : accountText("decide_asked", { by, person });
  };
  return (
    <PublicCard title={asked()?.step ?? accountText("decide_title")} hint={hint()}>
      <Show
        when={asked()}
        fallback={
          <Show when={linkToken() === "" || refusal()} fallback={<Skeleton width="60%" />}>
            <Notice kind="danger" alert>
              {linkToken() === "" ? accountText("link_missing") : refusal()}
            </Notice>
          </Show>
        }
      >
        {(found) => (
          <Show when={decided()} fallback={<DecideForm asked={found()} onDecided={setDecided} />}>
            {(decision) => (
              <Notice kind="success" alert>
                {accountText(`decided_${decision()}`)}
              </Notice>
            )}
          </Show>
        )}
      </Show>
    </PublicCard>
  );
}

function DecideForm(props: {
  readonly asked: OpenDecision;
  readonly onDecided: (decision: Decision) => void;
}) {
  const { client } = useApplication();
  const [opinion, setOpinion] = createSignal("");
  const [chosen, setChosen] = createSignal<Decision>("approve");
  const said = () => opinion().trim();
  const sending = createSmallForm({
    inputs: ["opinion"],
    needed: () => (props.asked.needs_opinion ? { opinion: said() } : {}),
    fillIn: () => accountText("fill_in"),
    send: async () => {
      const decision = chosen();
      const body: LinkedDecision = {
        token: linkToken(),
        decision,
        ...(said() === "" ? {} : { opinion: said() }),
      };
      const answer = await client.request("POST", "/decisions", { body });
      if (!answer.ok) return answer.problem;
      props.onDecided(decision);
      return null;
    },
  });
  const decide = (decision: Decision) => {
    setChosen(decision);
    void sending.submit();
  };
  const busy = (decision: Decision) => sending.busy() && chosen() === decision;
  return (
    <SmallForm form={sending} class="sign-in-form" intro={<Asked asked={props.asked} />}>
      <Field
        label={accountText("opinion")}
        required={props.asked.needs_opinion}
        error={sending.at("opinion")}
      >
        {(link) => (
          <TextArea
            {...link}
            name="opinion"
            rows={3}
            maxLength={4000}
            value={opinion()}
            onInput={setOpinion}
          />
        )}
      </Field>
      <div class="decide-buttons">
        <Button busy={busy("reject")} onClick={() => decide("reject")}>
          {accountText("reject")}
        </Button>
        <Button variant="primary" busy={busy("approve")} onClick={() => decide("approve")}>
          {accountText("approve")}
        </Button>
      </div>
    </SmallForm>
  );
}

/** What it is about, as the mail has said it. */
function Asked(props: { readonly asked: OpenDecision }) {
  return (
    <>
      <Show when={props.asked.description}>
        {(description) => <p class="decide-text">{description()}</p>}
      </Show>
      <Show when={props.asked.record}>{(record) => <h2 class="decide-record">{record()}</h2>}</Show>
      <Show when={props.asked.facts.length > 0}>
        <dl class="decide-facts">
          <For each={props.asked.facts}>
            {({ title, value }) => (
              <div>
                <dt>{title}</dt>
                <dd>{value}</dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
      <Show when={props.asked.changed_since}>
        <Notice kind="warning">{accountText("decide_changed")}</Notice>
      </Show>
    </>
  );
}
