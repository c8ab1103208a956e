/** Who must have a second factor, whether he has one or not. */
import type { Rights } from "./rights.ts";

/** As `TENON_REQUIRE_SECOND_FACTOR` says. */
export type FactorRule = "none" | "admins" | "all";

export const needsFactor = (
  rule: FactorRule,
  rights: Pick<Rights, "mayDesign" | "keepsUsers">,
): boolean => rule === "all" || (rule === "admins" && (rights.mayDesign || rights.keepsUsers));
