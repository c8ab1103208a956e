import { createSignal, onMount, Show } from "solid-js";
import { deliveryStatuses } from "../../metadata/workflow-wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import { Button, LinkButton } from "../../runtime/ui/button.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { EmptyState } from "../../runtime/ui/message.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { deliveryMessages, deliveryText } from "../language/deliveries/messages.ts";
import { pageText } from "../language/pages/messages.ts";
import { LoadFailure, Loading, MoreButton, PlainPage } from "../pages/plain-page.tsx";
import {
  createDeliveriesStore,
  type DeliveriesStore,
  type DeliveryFilters,
} from "./deliveries-api.ts";
import { DeliveriesTable } from "./deliveries-table.tsx";
import { DeliveryDialog } from "./delivery-dialog.tsx";
import { Endpoints } from "./endpoints.tsx";
import "./deliveries.css";

await deliveryMessages.ready();

/** `/{workspace}/designer/deliveries`: what left and where to; `?run=` and `?status=` filter. */
export default function DeliveriesPage(props: { readonly client: Client }) {
  const asked = new URLSearchParams(location.search);
  const store = createDeliveriesStore(props.client, {
    status: asked.get("status") ?? "",
    run: asked.get("run") ?? "",
  });
  const [opened, setOpened] = createSignal<string>();
  const delivery = () => store.rows()?.find(({ id }) => id === opened());
  const filter = (changed: Partial<DeliveryFilters>) => {
    void store.filter(changed);
    const given = Object.entries(store.filters()).filter(([, value]) => value !== "");
    const keys = new URLSearchParams(given).toString();
    history.replaceState(null, "", keys === "" ? location.pathname : `?${keys}`);
  };
  onMount(() => void store.reload());
  const { workspace } = props.client;
  return (
    <PlainPage
      workspace={workspace}
      title={deliveryText("deliveries")}
      class="deliveries"
      actions={<LinkButton href={`/${workspace}/designer/runs`}>{deliveryText("runs")}</LinkButton>}
    >
      <LoadFailure problem={store.failure()} onRetry={() => void store.reload()} />
      <Endpoints store={store} />
      <Deliveries store={store} onFilter={filter} onDelivery={setOpened} />
      <Show when={delivery()}>
        {(shown) => (
          <DeliveryDialog store={store} delivery={shown()} onClose={() => setOpened(undefined)} />
        )}
      </Show>
    </PlainPage>
  );
}

function Deliveries(props: {
  readonly store: DeliveriesStore;
  readonly onFilter: (changed: Partial<DeliveryFilters>) => void;
  readonly onDelivery: (id: string) => void;
}) {
  const { store } = props;
  const isFiltered = () => Object.values(store.filters()).some((value) => value !== "");
  return (
    <section class="plain-page-section" data-deliveries aria-label={deliveryText("deliveries")}>
      <h2>{deliveryText("deliveries")}</h2>
      <p class="muted">{deliveryText("deliveries_hint")}</p>
      <div class="plain-page-filters" role="search">
        <Field label={deliveryText("status")}>
          {(link) => (
            <Select
              {...link}
              name="deliveries_status"
              value={store.filters().status}
              placeholder={deliveryText("every_status")}
              options={deliveryStatuses.map((status) => ({
                value: status,
                label: deliveryText(`status_${status}`),
              }))}
              onChange={(status) => props.onFilter({ status })}
            />
          )}
        </Field>
        <Show when={isFiltered()}>
          <Button
            variant="quiet"
            icon="close"
            onClick={() => props.onFilter({ status: "", run: "" })}
          >
            {pageText("clear")}
          </Button>
        </Show>
      </div>
      <Show when={store.filters().run}>
        <p class="muted">{deliveryText("of_one_run")}</p>
      </Show>
      <Show when={store.rows()} fallback={<Loading failed={store.failure() !== undefined} />}>
        {(rows) => (
          <Show
            when={rows().length > 0}
            fallback={
              <EmptyState
                icon="mail"
                title={deliveryText(isFiltered() ? "none_found" : "no_deliveries")}
              />
            }
          >
            <DeliveriesTable store={store} rows={rows()} onDelivery={props.onDelivery} />
          </Show>
        )}
      </Show>
      <MoreButton list={store} onMore={() => void store.more()} />
    </section>
  );
}
