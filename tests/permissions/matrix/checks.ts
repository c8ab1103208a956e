/** How each way of the registry is asked: one that nobody asks does not compile. */
import type { Way } from "../read-paths.ts";
import type { Asker } from "./asker.ts";
import { aggregate } from "./checks/aggregates.ts";
import { bin, removedForGood, restoredRecord } from "./checks/bins.ts";
import { conflict, uniqueValue } from "./checks/collisions.ts";
import { apiDescription, metadata, schema, validator } from "./checks/descriptions.ts";
import { explanation } from "./checks/explanations.ts";
import { exported } from "./checks/exports.ts";
import { formerRevision, history, restoredRevision } from "./checks/histories.ts";
import { importPreview, importReport, refusedRows, undoneImport } from "./checks/imports.ts";
import { count, filter, list, sort } from "./checks/lists.ts";
import { behindLookups } from "./checks/lookups.ts";
import { file, record, revealedSecret } from "./checks/records.ts";
import { shares } from "./checks/shares.ts";
import { possibleSteps, step } from "./checks/steps.ts";
import { changes } from "./checks/streams.ts";
import { recordGivenAway } from "./checks/transfers.ts";
import { changedRecord, createdRecord, deletedRecord, upsertedRecord } from "./checks/writes.ts";

export const checks: Readonly<Record<Way, (asker: Asker) => Promise<void>>> = {
  list,
  filter,
  sort,
  count,
  "behind lookups": behindLookups,
  record,
  aggregate,
  export: exported,
  history,
  "former revision": formerRevision,
  "restored revision": restoredRevision,
  bin,
  "restored record": restoredRecord,
  "removed for good": removedForGood,
  "possible steps": possibleSteps,
  step,
  shares,
  "revealed secret": revealedSecret,
  file,
  changes,
  "created record": createdRecord,
  "changed record": changedRecord,
  "upserted record": upsertedRecord,
  "deleted record": deletedRecord,
  "record given away": recordGivenAway,
  conflict,
  "unique value": uniqueValue,
  "import preview": importPreview,
  "import report": importReport,
  "refused rows": refusedRows,
  "undone import": undoneImport,
  metadata,
  schema,
  validator,
  "API description": apiDescription,
  explanation,
};
