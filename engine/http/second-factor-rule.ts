/** Who must have a second factor, by TENON_REQUIRE_SECOND_FACTOR. */
import type { Principal } from "../access/credentials.ts";
import { needsFactor } from "../access/needed-factor.ts";
import type { Rights } from "../access/rights.ts";
import type { Config } from "../config.ts";

/** True for a session of somebody who must have a second factor and has none. */
export function mustSetUpFactor(
  { requireSecondFactor }: Pick<Config, "requireSecondFactor">,
  principal: Principal,
  rights: Rights,
): boolean {
  return principal.lacksSecondFactor && needsFactor(requireSecondFactor, rights);
}
