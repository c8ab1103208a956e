import { Show } from "solid-js";
import type { AuditEntry } from "../../metadata/audit-wire.ts";
import { dayAndTime } from "../../runtime/language/when.ts";
import { Table } from "../../runtime/ui/table.tsx";
import { auditText } from "../language/audit/messages.ts";

/** Acts, newest first. */
export function AuditTable(props: { readonly entries: readonly AuditEntry[] }) {
  return (
    <Table
      label={auditText("audit")}
      rows={props.entries}
      columns={[
        { title: auditText("when"), narrow: true, cell: (entry) => <When entry={entry} /> },
        { title: auditText("who"), cell: (entry) => <Who entry={entry} /> },
        {
          title: auditText("what"),
          cell: ({ sentence }) => <span class="audit-sentence">{sentence}</span>,
        },
        { title: auditText("where"), cell: (entry) => <Where entry={entry} /> },
      ]}
    />
  );
}

/** On a phone it also says who: there is no room for a column. */
function When(props: { readonly entry: AuditEntry }) {
  return (
    <div class="cell-lines audit-cell">
      <time datetime={props.entry.at} title={auditText("number", { number: props.entry.number })}>
        {dayAndTime(props.entry.at)}
      </time>
      <small class="only-on-phones muted">{nameOf(props.entry)}</small>
    </div>
  );
}

function Who(props: { readonly entry: AuditEntry }) {
  return (
    <div class="cell-lines audit-cell">
      <span>{nameOf(props.entry)}</span>
      <Show when={props.entry.actor}>
        {(actor) => <small class="muted">{shownAddress(actor().email)}</small>}
      </Show>
    </div>
  );
}

function Where(props: { readonly entry: AuditEntry }) {
  return (
    <div class="cell-lines audit-cell">
      <span>{auditText(`via_${props.entry.via}`)}</span>
      <small class="muted">{props.entry.address}</small>
    </div>
  );
}

function nameOf({ actor, via }: AuditEntry): string {
  if (actor !== null) return actor.name || actor.email;
  if (via === "server") return auditText("server");
  return auditText(via === "command_line" ? "command_line" : "nobody");
}

/** Programs have an address that nobody can write to. */
const shownAddress = (email: string): string => (email.endsWith("@service.invalid") ? "" : email);
