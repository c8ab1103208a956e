/** The calls of the page of the audit log, and what is on it. */
import { createSignal } from "solid-js";
import type { AuditEntry, AuditPage } from "../../metadata/audit-wire.ts";
import type { ProblemJson, RecordPage } from "../../metadata/wire.ts";
import type { Client } from "../../runtime/client/client.ts";

/** Empty texts ask for everything. */
export interface AuditFilters {
  readonly actor: string;
  readonly action: string;
  /** Days, `2026-01-31`, in the reader's time zone; both belong to what is shown. */
  readonly from: string;
  readonly to: string;
}

export const noFilters: AuditFilters = { actor: "", action: "", from: "", to: "" };

export interface AuditPerson {
  readonly id: string;
  readonly name: string;
}

export interface AuditStore {
  /** Undefined until the first page has come. */
  readonly entries: () => readonly AuditEntry[] | undefined;
  readonly people: () => readonly AuditPerson[];
  readonly filters: () => AuditFilters;
  readonly failure: () => ProblemJson | undefined;
  readonly hasMore: () => boolean;
  readonly busy: () => boolean;
  readonly filter: (changed: Partial<AuditFilters>) => void;
  readonly reload: () => Promise<void>;
  readonly more: () => Promise<void>;
}

/** More people than these are found by asking the API. */
const peopleMaximum = 1000;

export function createAuditStore(client: Client): AuditStore {
  const [page, setPage] = createSignal<AuditPage>();
  const [people, setPeople] = createSignal<readonly AuditPerson[]>([]);
  const [filters, setFilters] = createSignal(noFilters);
  const [failure, setFailure] = createSignal<ProblemJson>();
  const [busy, setBusy] = createSignal(false);
  let asked = 0;
  const load = async (after: string | null): Promise<void> => {
    const turn = ++asked;
    setBusy(true);
    const answer = await client.request<AuditPage>("GET", "/audit", {
      query: { ...queryOf(filters()), ...(after === null ? {} : { after }) },
    });
    // Another filter was chosen meanwhile, and is asked for already.
    if (turn !== asked) return;
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    const before = after === null ? [] : (page()?.data ?? []);
    setPage({ ...answer.body, data: [...before, ...answer.body.data] });
  };
  const loadPeople = async (): Promise<void> => {
    const answer = await client.request<RecordPage>("GET", "/records/user", {
      query: { fields: "name", sort: "name", limit: peopleMaximum },
    });
    if (answer.ok)
      setPeople(answer.body.data.map(({ id, name }) => ({ id, name: String(name ?? id) })));
  };
  return {
    entries: () => page()?.data,
    people,
    filters,
    failure,
    hasMore: () => page()?.next != null,
    busy,
    filter: (changed) => {
      setFilters((before) => ({ ...before, ...changed }));
      void load(null);
    },
    reload: async () => {
      await Promise.all([load(null), loadPeople()]);
    },
    more: () => load(page()?.next ?? null),
  };
}

function queryOf({ actor, action, from, to }: AuditFilters): Readonly<Record<string, string>> {
  const given = { actor, action, from: startOfDay(from, 0), to: startOfDay(to, 1) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
}

/** The moment at which a day begins, or the day after it; empty for no day. */
function startOfDay(day: string, later: number): string {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return "";
  const moment = new Date(year, month - 1, date + later);
  return Number.isNaN(moment.getTime()) ? "" : moment.toISOString();
}
