/** Every route of the API, in one list. */

import type { Route } from "./route.ts";
import { accountRoutes } from "./routes/account.ts";
import { accountTokenRoutes } from "./routes/account-tokens.ts";
import { actionRoutes } from "./routes/actions.ts";
import { aggregateRoutes } from "./routes/aggregate.ts";
import { approvalRoutes } from "./routes/approvals.ts";
import { auditRoutes } from "./routes/audit.ts";
import { authenticationRoutes } from "./routes/authentication.ts";
import { changeRoutes } from "./routes/changes.ts";
import { decisionRoutes } from "./routes/decisions.ts";
import { delegationRoutes } from "./routes/delegations.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { digestRoutes } from "./routes/digests.ts";
import { explainRoutes } from "./routes/explain.ts";
import { exportRoutes } from "./routes/export.ts";
import { fileRoutes } from "./routes/files.ts";
import { historyRoutes } from "./routes/history.ts";
import { hookRoutes } from "./routes/hooks.ts";
import { importRoutes } from "./routes/imports.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { keptRoutes } from "./routes/kept.ts";
import { linkRoutes } from "./routes/links.ts";
import { metadataRoutes } from "./routes/metadata.ts";
import { namedSecretRoutes } from "./routes/named-secrets.ts";
import { notificationRoutes } from "./routes/notifications.ts";
import { openApiRoutes } from "./routes/open-api.ts";
import { ownerRoutes } from "./routes/owner.ts";
import { passkeyRoutes } from "./routes/passkeys.ts";
import { providerRoutes } from "./routes/provider.ts";
import { publishRoutes } from "./routes/publish.ts";
import { recordRoutes } from "./routes/records.ts";
import { refactorRoutes } from "./routes/refactor.ts";
import { reminderRoutes } from "./routes/reminders.ts";
import { runRoutes } from "./routes/runs.ts";
import { schemaRoutes } from "./routes/schemas.ts";
import { scriptRunRoutes } from "./routes/script-runs.ts";
import { scriptTestRoutes } from "./routes/script-tests.ts";
import { scriptTypeRoutes } from "./routes/script-types.ts";
import { secondFactorRoutes } from "./routes/second-factor.ts";
import { secretRoutes } from "./routes/secrets.ts";
import { shareRoutes } from "./routes/shares.ts";
import { startFormRoutes } from "./routes/start-forms.ts";
import { subscriptionRoutes } from "./routes/subscriptions.ts";
import { taskActRoutes } from "./routes/task-acts.ts";
import { taskRoutes } from "./routes/tasks.ts";
import { transitionRoutes } from "./routes/transitions.ts";
import { userRoutes } from "./routes/users.ts";
import { viewAsRoutes } from "./routes/view-as.ts";

/** Fixed paths come before those with parameters in the same place. */
export const routes: readonly Route[] = [
  ...authenticationRoutes,
  ...accountRoutes,
  ...accountTokenRoutes,
  ...linkRoutes,
  ...userRoutes,
  ...viewAsRoutes,
  ...auditRoutes,
  ...secondFactorRoutes,
  ...passkeyRoutes,
  ...providerRoutes,
  ...publishRoutes,
  ...keptRoutes,
  ...refactorRoutes,
  ...scriptTypeRoutes,
  ...schemaRoutes,
  ...metadataRoutes,
  ...openApiRoutes,
  ...changeRoutes,
  ...aggregateRoutes,
  ...exportRoutes,
  ...fileRoutes,
  ...importRoutes,
  ...jobRoutes,
  ...historyRoutes,
  ...scriptRunRoutes,
  ...scriptTestRoutes,
  ...actionRoutes,
  ...recordRoutes,
  ...secretRoutes,
  ...shareRoutes,
  ...ownerRoutes,
  ...explainRoutes,
  ...transitionRoutes,
  ...runRoutes,
  ...decisionRoutes,
  ...startFormRoutes,
  ...taskActRoutes,
  ...taskRoutes,
  ...approvalRoutes,
  ...delegationRoutes,
  ...notificationRoutes,
  ...subscriptionRoutes,
  ...digestRoutes,
  ...reminderRoutes,
  ...deliveryRoutes,
  ...hookRoutes,
  ...namedSecretRoutes,
];
