import { createSignal, onMount, Show } from "solid-js";
import { deliveryStatuses } from "../../metadata/workflow-wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import { LinkButton } from "../../runtime/ui/button.tsx";
import { EmptyState } from "../../runtime/ui/message.tsx";
import { deliveryMessages, deliveryText } from "../language/deliveries/messages.ts";
import { ClearFilters, FilterChoice, filteredAddress, isFiltered } from "../pages/list-filters.tsx";
import { ListRows } from "../pages/list-rows.tsx";
import { LoadFailure, PlainPage } from "../pages/plain-page.tsx";
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
    history.replaceState(null, "", filteredAddress(store.filters()));
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
  return (
    <section class="plain-page-section" data-deliveries aria-label={deliveryText("deliveries")}>
      <h2>{deliveryText("deliveries")}</h2>
      <p class="muted">{deliveryText("deliveries_hint")}</p>
      <div class="plain-page-filters" role="search">
        <FilterChoice
          label={deliveryText("status")}
          name="deliveries_status"
          value={store.filters().status}
          all={deliveryText("every_status")}
          options={deliveryStatuses.map((status) => ({
            value: status,
            label: deliveryText(`status_${status}`),
          }))}
          onChange={(status) => props.onFilter({ status })}
        />
        <ClearFilters
          filters={store.filters()}
          onClear={() => props.onFilter({ status: "", run: "" })}
        />
      </div>
      <Show when={store.filters().run}>
        <p class="muted">{deliveryText("of_one_run")}</p>
      </Show>
      <ListRows
        list={store}
        empty={
          <EmptyState
            icon="mail"
            title={deliveryText(isFiltered(store.filters()) ? "none_found" : "no_deliveries")}
          />
        }
      >
        {(rows) => <DeliveriesTable store={store} rows={rows()} onDelivery={props.onDelivery} />}
      </ListRows>
    </section>
  );
}
