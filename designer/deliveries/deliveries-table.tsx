import type { DeliveryEntry } from "../../metadata/workflow-wire.ts";
import { dayAndTime } from "../../runtime/language/when.ts";
import { Table } from "../../runtime/ui/table.tsx";
import { deliveryText } from "../language/deliveries/messages.ts";
import { RecordLink } from "../pages/record-link.tsx";
import type { DeliveriesStore } from "./deliveries-api.ts";
import { answerWords, Status, targetWords } from "./delivery-words.tsx";

/** What left, newest first; each leads to all that is known of it. */
export function DeliveriesTable(props: {
  readonly store: DeliveriesStore;
  readonly rows: readonly DeliveryEntry[];
  readonly onDelivery: (id: string) => void;
}) {
  const { workspace } = props.store.client;
  return (
    <Table
      label={deliveryText("deliveries")}
      rows={props.rows}
      columns={[
        {
          title: deliveryText("target"),
          cell: (delivery) => (
            <div class="cell-lines">
              <button
                type="button"
                class="cell-link"
                aria-label={deliveryText("show_delivery", {
                  target: targetWords(delivery, props.store),
                  when: dayAndTime(delivery.created_at),
                })}
                onClick={() => props.onDelivery(delivery.id)}
              >
                {targetWords(delivery, props.store)}
              </button>
              <small class="muted">
                {deliveryText(`kind_${delivery.kind}`)}
                <span class="only-on-phones"> · {dayAndTime(delivery.created_at)}</span>
              </small>
            </div>
          ),
        },
        { title: deliveryText("status"), cell: ({ status }) => <Status status={status} /> },
        {
          title: deliveryText("answer"),
          cell: (delivery) => <span class="delivery-answer">{answerWords(delivery)}</span>,
        },
        {
          title: deliveryText("attempts"),
          numeric: true,
          narrow: true,
          cell: ({ attempt }) => attempt,
        },
        {
          title: deliveryText("record"),
          cell: (delivery) => (
            <RecordLink workspace={workspace} about={delivery} names={props.store.records} />
          ),
        },
        {
          title: deliveryText("made"),
          narrow: true,
          cell: ({ created_at }) => <time datetime={created_at}>{dayAndTime(created_at)}</time>,
        },
      ]}
    />
  );
}
