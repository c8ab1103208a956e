/** The calendar by which a run counts working time: as it is published now, whatever version the run has. */
import {
  resolveCalendar,
  type WorkingCalendar,
} from "../../metadata/calendars/working-calendar.ts";
import { problem } from "../../metadata/problem.ts";
import type { Workflow } from "../../metadata/workflows/workflow.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { Refused } from "../records/writer.ts";

/** Null for a workflow that names none. @throws Refused when there is none of the name any more */
export function calendarOf(
  catalog: Catalog,
  { calendar: name }: Pick<Workflow, "calendar">,
): WorkingCalendar | null {
  if (name === null) return null;
  const document = catalog.document("calendar", name);
  if (document === undefined)
    throw new Refused([problem("calendar_unknown", "/calendar", { name, hint: "" })]);
  return resolveCalendar(document.content);
}
