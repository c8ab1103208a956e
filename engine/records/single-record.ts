/** Refusals of what would give an object of one record another, or none. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, problem } from "../../metadata/problem.ts";

/** Why a caller cannot add a record; null when he can. */
export const additionProblem = ({
  singleton,
  comesWithAccounts,
  title,
}: ObjectModel): Problem | null => {
  if (comesWithAccounts) return problem("not_permitted");
  return singleton ? problem("singleton_has_record", "", { object: title }) : null;
};

/** Why a caller cannot delete a record; null when he can. */
export const removalProblem = ({
  singleton,
  comesWithAccounts,
  title,
}: ObjectModel): Problem | null => {
  if (comesWithAccounts) return problem("not_permitted");
  return singleton ? problem("singleton_stays", "", { object: title }) : null;
};
