import type { RecordVerb } from "../../metadata/access/role.ts";

/** In the order of the columns: what is read comes before what is made. */
export const shownVerbs: readonly RecordVerb[] = ["read", "create", "update", "delete"];
