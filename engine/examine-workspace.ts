/**
 * What `tenon doctor` looks at: whether the audit log is whole, and tables and computed fields are as
 * the catalog says.
 */
import { type AuditVerdict, verifyAudit } from "./audit/verify-audit.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { clockAt } from "./clock.ts";
import type { Services } from "./http/exchange.ts";
import { type Drift, findDrift } from "./publish/drift.ts";
import { clockValues } from "./query/read-plans.ts";
import { type FormulaDrift, findFormulaDrift, repairFormulas } from "./records/formula-drift.ts";

export interface Examination {
  readonly audit: AuditVerdict;
  readonly tables: readonly Drift[];
  /** Null when tables or columns are missing, over which formulas cannot be computed. */
  readonly formulas: readonly FormulaDrift[] | null;
  /** What is left after a repair; null when none was made. */
  readonly left: readonly FormulaDrift[] | null;
}

export async function examineWorkspace(
  { database, config }: Services,
  catalog: Catalog,
  repair: boolean,
): Promise<Examination> {
  const audit = await verifyAudit(database, catalog.workspaceId);
  const tables = await findDrift(database, catalog);
  const unreadable = tables.some(({ part }) => part === "table" || part === "column");
  if (unreadable) return { audit, tables, formulas: null, left: null };
  const clock = clockValues(clockAt(new Date(), config.timeZone));
  return database.transaction(async (executor) => {
    const work = { executor, catalog, clock };
    const formulas = await findFormulaDrift(work);
    if (!repair || formulas.length === 0) return { audit, tables, formulas, left: null };
    await repairFormulas(work);
    return { audit, tables, formulas, left: await findFormulaDrift(work) };
  });
}
