import { Show } from "solid-js";
import type { RecordShare } from "../../../metadata/access/wire.ts";
import { accessText } from "../../language/access/messages.ts";
import { dayAndTime } from "../../language/when.ts";
import { Button } from "../../ui/button.tsx";
import { Table } from "../../ui/table.tsx";

/** Who a record is shared with. */
export function ShareTable(props: {
  readonly shares: readonly RecordShare[];
  readonly busy: boolean;
  readonly onEnd: (share: RecordShare) => void;
}) {
  return (
    <Show when={props.shares.length > 0} fallback={<p class="muted">{accessText("not_shared")}</p>}>
      <Table
        label={accessText("shared_with")}
        rows={props.shares}
        columns={[
          {
            title: accessText("shared_with"),
            cell: ({ receiver }) => receiver.name ?? receiver.id,
          },
          { title: accessText("access"), cell: ({ access }) => accessText(access) },
          { title: accessText("until"), cell: ({ until }) => (until ? dayAndTime(until) : "") },
          {
            title: accessText("end"),
            narrow: true,
            cell: (share) => (
              <Button
                small
                variant="quiet"
                busy={props.busy}
                aria-label={`${accessText("end")}: ${share.receiver.name ?? ""}`}
                onClick={() => props.onEnd(share)}
              >
                {accessText("end")}
              </Button>
            ),
          },
        ]}
      />
    </Show>
  );
}
