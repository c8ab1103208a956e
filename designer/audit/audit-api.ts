/** The calls of the page of the audit log, and what is on it. */
import type { AuditEntry, AuditPage } from "../../metadata/audit-wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import { createPagedList, type PagedList } from "../pages/paged-list.ts";
import { createPersonNames, type NamedPerson } from "../pages/person-names.ts";

/** Empty texts ask for everything. */
export interface AuditFilters {
  readonly actor: string;
  readonly action: string;
  /** Days, `2026-01-31`, in the reader's time zone; both belong to what is shown. */
  readonly from: string;
  readonly to: string;
}

export const noFilters: AuditFilters = { actor: "", action: "", from: "", to: "" };

export interface AuditStore extends PagedList<AuditEntry, AuditFilters> {
  readonly people: () => readonly NamedPerson[];
}

export function createAuditStore(client: Client): AuditStore {
  const list = createPagedList<AuditEntry, AuditFilters, AuditPage>(
    client,
    "/audit",
    noFilters,
    ({ actor, action, from, to }) => ({
      actor,
      action,
      from: startOfDay(from, 0),
      to: startOfDay(to, 1),
    }),
  );
  const names = createPersonNames(client);
  return {
    ...list,
    people: names.people,
    reload: async () => {
      await Promise.all([list.reload(), names.load()]);
    },
  };
}

/** The moment at which a day begins, or the day after it; empty for no day. */
function startOfDay(day: string, later: number): string {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return "";
  const moment = new Date(year, month - 1, date + later);
  return Number.isNaN(moment.getTime()) ? "" : moment.toISOString();
}
