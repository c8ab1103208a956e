import type { FieldModel } from "../../metadata/model/object-model.ts";
import { text } from "../language/messages.ts";
import type { ListPlace } from "../state/form-lists.ts";
import type { RecordForm } from "../state/record-form.ts";
import { Icon } from "../ui/icon.tsx";
import { controlId, listId } from "./form-places.ts";

/** The cell of a line that has lines of its own: how many, and the way to them. */
export function ListToggle(props: {
  readonly form: RecordForm;
  readonly column: FieldModel;
  readonly list: ListPlace;
  readonly index: number;
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const count = () => text("lines_count", { count: props.form.rows(props.list).length });
  const line = () => text("lines_line", { number: props.index + 1 });
  return (
    <button
      type="button"
      class="lines-toggle"
      id={controlId(props.list)}
      aria-expanded={props.open}
      aria-controls={props.open ? listId(props.list) : undefined}
      aria-label={`${props.column.title}, ${line()}: ${count()}`}
      onClick={() => props.onToggle()}
    >
      <Icon name={props.open ? "chevron-down" : "chevron-right"} size={12} />
      {count()}
    </button>
  );
}
