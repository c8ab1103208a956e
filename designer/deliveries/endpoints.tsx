import { createSignal, Show } from "solid-js";
import type { EndpointEntry } from "../../metadata/workflow-wire.ts";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import { dayAndTime } from "../../runtime/language/when.ts";
import { Button, IconButton } from "../../runtime/ui/button.tsx";
import { Menu, type MenuEntry } from "../../runtime/ui/menu.tsx";
import { Table } from "../../runtime/ui/table.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { deliveryText } from "../language/deliveries/messages.ts";
import { ConfirmDialog } from "../pages/confirm-dialog.tsx";
import { OutcomeWord } from "../pages/plain-facts.tsx";
import { Loading } from "../pages/plain-page.tsx";
import type { DeliveriesStore } from "./deliveries-api.ts";
import { EndpointDialog } from "./endpoint-dialog.tsx";

type Asked =
  | { readonly kind: "write"; readonly endpoint: EndpointEntry | null }
  | { readonly kind: "remove"; readonly endpoint: EndpointEntry };

/** Where deliveries go: addresses by name, with the secrets that sign. */
export function Endpoints(props: { readonly store: DeliveriesStore }) {
  const { store } = props;
  const [asked, setAsked] = createSignal<Asked>();
  const close = () => setAsked(undefined);
  const written = () => {
    const now = asked();
    return now?.kind === "write" ? now : undefined;
  };
  const removed = () => {
    const now = asked();
    return now?.kind === "remove" ? now.endpoint : undefined;
  };
  return (
    <section class="plain-page-section" data-endpoints aria-label={deliveryText("endpoints")}>
      <div class="plain-page-bar">
        <h2>{deliveryText("endpoints")}</h2>
        <Button icon="plus" onClick={() => setAsked({ kind: "write", endpoint: null })}>
          {deliveryText("new_endpoint")}
        </Button>
      </div>
      <p class="muted">{deliveryText("endpoints_hint")}</p>
      <Show when={store.endpoints()} fallback={<Loading failed={store.failure() !== undefined} />}>
        {(endpoints) => (
          <Show
            when={endpoints().length > 0}
            fallback={<p class="plain-page-none">{deliveryText("no_endpoints")}</p>}
          >
            <EndpointTable store={store} endpoints={endpoints()} onAsk={setAsked} />
          </Show>
        )}
      </Show>
      <Show when={written()}>
        {(now) => <EndpointDialog store={store} endpoint={now().endpoint} onClose={close} />}
      </Show>
      <Show when={removed()}>
        {(endpoint) => <RemoveDialog store={store} name={endpoint().name} onClose={close} />}
      </Show>
    </section>
  );
}

function EndpointTable(props: {
  readonly store: DeliveriesStore;
  readonly endpoints: readonly EndpointEntry[];
  readonly onAsk: (asked: Asked) => void;
}) {
  const resume = async ({ name }: EndpointEntry) => {
    const done = await props.store.resume(name);
    if (typeof done === "number") showToast(deliveryText("resumed", { count: done }));
    else showToast(problemSentence(done), { kind: "error" });
  };
  const entries = (endpoint: EndpointEntry): readonly MenuEntry[] => [
    {
      label: deliveryText("change"),
      icon: "edit",
      onSelect: () => props.onAsk({ kind: "write", endpoint }),
    },
    {
      label: deliveryText("remove"),
      icon: "trash",
      danger: true,
      onSelect: () => props.onAsk({ kind: "remove", endpoint }),
    },
  ];
  return (
    <Table
      label={deliveryText("endpoints")}
      rows={props.endpoints}
      columns={[
        { title: deliveryText("name"), cell: ({ name }) => <code>{name}</code> },
        { title: deliveryText("url"), cell: ({ url }) => <span class="endpoint-url">{url}</span> },
        { title: deliveryText("format"), cell: ({ format }) => deliveryText(`format_${format}`) },
        {
          title: deliveryText("secret"),
          cell: ({ has_secret }) => deliveryText(has_secret ? "secret_set" : "secret_none"),
        },
        {
          title: deliveryText("state"),
          cell: (endpoint) => (
            <span class="endpoint-state">
              <State endpoint={endpoint} />
              <Show when={endpoint.paused_at !== null}>
                <Button small onClick={() => void resume(endpoint)}>
                  {deliveryText("resume")}
                </Button>
              </Show>
            </span>
          ),
        },
        {
          title: deliveryText("actions"),
          narrow: true,
          cell: (endpoint) => (
            <Menu
              label={deliveryText("actions_for", { name: endpoint.name })}
              align="end"
              entries={entries(endpoint)}
              trigger={(attributes) => (
                <IconButton
                  small
                  icon="more-vertical"
                  label={deliveryText("actions_for", { name: endpoint.name })}
                  {...attributes}
                />
              )}
            />
          ),
        },
      ]}
    />
  );
}

function State(props: { readonly endpoint: EndpointEntry }) {
  const { paused_at: paused, failing_since: failing } = props.endpoint;
  if (paused !== null)
    return (
      <OutcomeWord look="bad" icon="minus">
        {deliveryText("state_paused", { when: dayAndTime(paused) })}
      </OutcomeWord>
    );
  if (failing !== null)
    return (
      <OutcomeWord look="waiting" icon="warning">
        {deliveryText("state_failing", { when: dayAndTime(failing) })}
      </OutcomeWord>
    );
  return (
    <OutcomeWord look="good" icon="circle-check">
      {deliveryText("state_good")}
    </OutcomeWord>
  );
}

function RemoveDialog(props: {
  readonly store: DeliveriesStore;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { name } = props;
  return (
    <ConfirmDialog
      title={deliveryText("remove_title", { name })}
      text={deliveryText("remove_text")}
      action={deliveryText("remove")}
      act={() => props.store.remove(name)}
      onDone={() => {
        showToast(deliveryText("removed", { name }));
        props.onClose();
      }}
      onClose={props.onClose}
    />
  );
}
