/** Every predicate of permissions, with what is there when it is taken away. */
import { administrationMutations } from "./administration.ts";
import { approvalMutations } from "./approvals.ts";
import { callerMutations } from "./callers.ts";
import { changeMutations } from "./changes.ts";
import { historyMutations } from "./history.ts";
import { lifecycleMutations } from "./lifecycle.ts";
import { maskMutations } from "./masks.ts";
import type { Mutation } from "./mutation.ts";
import { questionMutations } from "./questions.ts";
import { reachMutations } from "./reach.ts";
import { roleMutations } from "./roles.ts";
import { routeMutations } from "./routes.ts";
import { sharingMutations } from "./sharing.ts";
import { sightMutations } from "./sight.ts";
import { subscriptionMutations } from "./subscriptions.ts";
import { tableMutations } from "./tables.ts";
import { transferMutations } from "./transfer.ts";
import { writingMutations } from "./writing.ts";

export const mutations: readonly Mutation[] = [
  ...roleMutations,
  ...sightMutations,
  ...reachMutations,
  ...questionMutations,
  ...writingMutations,
  ...lifecycleMutations,
  ...transferMutations,
  ...approvalMutations,
  ...historyMutations,
  ...sharingMutations,
  ...callerMutations,
  ...administrationMutations,
  ...routeMutations,
  ...maskMutations,
  ...tableMutations,
  ...changeMutations,
  ...subscriptionMutations,
];
