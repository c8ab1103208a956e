/** A running server: everything composed, listening, and able to stop in order. */
import { accountMails } from "./access/account-mails.ts";
import { createCredentials, type SessionLimits } from "./access/credentials.ts";
import { startAccessKeeping } from "./access/keeping.ts";
import { createSignInProvider } from "./access/provider.ts";
import { decisionMails } from "./approvals/decision-mails.ts";
import { askedSteps } from "./approvals/go-on.ts";
import { startCuttingAudit } from "./audit/cut-audit.ts";
import { scheduledRun } from "./automation/add-job.ts";
import { runNamedScript } from "./automation/run-script.ts";
import { askingScriptHandler, scriptJobHandler } from "./automation/script-jobs.ts";
import { createScriptServices } from "./automation/script-services.ts";
import { scriptTests } from "./automation/script-tests.ts";
import { type Catalogs, createCatalogs } from "./catalog/catalogs.ts";
import { createChanges } from "./changes/changes.ts";
import type { Config } from "./config.ts";
import { checkServer, prepareCoreSchema } from "./db/core-schema.ts";
import { connectDatabase, type Database, type Executor } from "./db/database.ts";
import { createFileStore } from "./files/file-store.ts";
import { startFileKeeping } from "./files/purge-files.ts";
import { createApplication } from "./http/application.ts";
import { trustedProxies } from "./http/client-address.ts";
import type { Services } from "./http/exchange.ts";
import { createHttpServer, listen } from "./http/http-server.ts";
import { createImportJobs } from "./import/import-jobs.ts";
import { createJobs } from "./jobs/jobs.ts";
import { type Compose, createMail } from "./mail/sender.ts";
import { type Observe, observeWith } from "./observe.ts";
import { createMetrics } from "./observe-metrics.ts";
import { createOutbound, type Outbound, type OutboundRules } from "./outbound/outbound.ts";
import { startCheckingAhead } from "./publish/check-ahead.ts";
import { startFreeingTables } from "./publish/dead-preparations.ts";
import { startPurging } from "./publish/purge-expired.ts";
import { createRateLimits } from "./rates/rate-limits.ts";
import { startHousekeeping } from "./records/housekeeping.ts";
import { reminderHandler } from "./reminders/remind.ts";
import { createKeyRing } from "./secrets/key-ring.ts";
import { createSecrets, type Secrets } from "./secrets/sealed-text.ts";
import { digestMails } from "./subscriptions/digest-mails.ts";
import { lookHandler } from "./subscriptions/look.ts";
import { digestHandler } from "./subscriptions/send-digest.ts";
import { workflowMails } from "./workflows/workflow-mails.ts";
import { createWorkflows, type Workflows } from "./workflows/workflows.ts";
import { catalogOf } from "./workflows/workspace-catalogs.ts";
import { completeWorkspaces } from "./workspaces.ts";

export interface RunningServer {
  /** `http://127.0.0.1:3000` */
  readonly address: string;
  readonly services: Services;
  /** Stops accepting, finishes what is under way, closes the database. */
  stop(): Promise<void>;
}

const sessionLimits = (config: Config): SessionLimits => ({
  idleHours: config.sessionHours,
  absoluteHours: config.sessionAbsoluteHours,
});

/** Of a pool, those that brief statements share; jobs have none of these. */
const connectionsBeside = 2;

/** What tests put in the place of the world outside. */
export interface Outside {
  /** Milliseconds since 1970, by which requests are counted. */
  readonly now?: (() => number) | undefined;
  /** How names of other hosts become addresses. */
  readonly lookup?: OutboundRules["lookup"];
  /** Of scripts that a transaction waits for, where a machine does other things beside. */
  readonly scriptLimits?: Parameters<typeof createScriptServices>[4];
}

/** Connected, and as this engine needs it. */
async function openDatabase(url: string, pool: number, log: Observe): Promise<Database> {
  const database = connectDatabase(url, pool);
  const role = await checkServer(database);
  if (role.isSuperuser) log({ kind: "database_superuser", role: role.name });
  await prepareCoreSchema(database);
  await completeWorkspaces(database);
  return database;
}

/** Everything but the socket: what command line and server share. */
export async function openServices(
  config: Config,
  databaseUrl: string,
  log: Observe,
  outside: Outside = {},
): Promise<Services> {
  const proxies = trustedProxies(config.trustedProxies);
  const outbound = outboundOf(config, outside);
  const database = await openDatabase(databaseUrl, config.databasePool, log);
  const metrics = createMetrics();
  const observe = observeWith(log, metrics.observe);
  const background = connectDatabase(databaseUrl, config.jobs + connectionsBeside);
  const catalogs = createCatalogs(database, observe);
  const secrets = createSecrets(createKeyRing(config.dataFolder, config.secretKeys));
  const jobs = createJobs(background, observe, { slots: config.jobs });
  const files = createFileStore(config.dataFolder);
  const mailConfigured = config.mail !== null;
  const { timeZone } = config;
  const calls = { files, mailConfigured };
  const scripts = createScriptServices(
    database,
    observe,
    () => workflows.reactions,
    calls,
    outside.scriptLimits,
  );
  const workflows: Workflows = createWorkflows({
    database: background,
    catalogs,
    jobs,
    secrets,
    outbound,
    observe,
    steps: {
      runScript: (writer, name, input) =>
        runNamedScript(scripts.surroundings("en", false), writer, name, input),
      timeZone,
      mailConfigured,
      mailDomains: config.mailDomains,
    },
    asked: askedSteps,
    scheduledScript: scheduledRun,
    reactions: () => scripts.reactions("en", false),
  });
  const catalogIn = (executor: Executor, id: string) => catalogOf(executor, catalogs, id);
  const inZone = { timeZone, catalogOf: catalogIn };
  const scriptJobs = { database: background, scripts, secrets, outbound, ...inZone };
  const telling = { observe, mails: mailConfigured, ...inZone };
  for (const handler of handlersOfJobs(scriptJobs, telling, catalogIn)) jobs.register(handler);
  return {
    config,
    database,
    catalogs,
    credentials: createCredentials(database, sessionLimits(config)),
    files,
    imports: createImportJobs(database, observe),
    background,
    jobs,
    workflows,
    changes: createChanges({ database, catalogs, secrets, observe }, config.streams),
    mail: createMail(
      database,
      config.mail,
      lettersOf(config, database, catalogs, secrets),
      observe,
    ),
    secrets,
    scripts,
    runTests: scriptTests(scripts, secrets),
    outbound,
    rates: createRateLimits({ database, observe }, config.rates, outside.now ?? Date.now),
    proxies,
    provider: config.provider === null ? null : createSignInProvider(config.provider, outbound),
    observe,
    metrics: metrics.text,
  };
}

const outboundOf = ({ outboundAllow: allow }: Config, { lookup }: Outside): Outbound =>
  createOutbound({ allow, ...(lookup === undefined ? {} : { lookup }) });

/** What is done in the background, but for the steps of workflows. */
const handlersOfJobs = (
  scripts: Parameters<typeof scriptJobHandler>[0],
  telling: Parameters<typeof lookHandler>[0],
  catalogIn: Parameters<typeof digestHandler>[0],
) => [
  scriptJobHandler(scripts),
  askingScriptHandler(scripts),
  lookHandler(telling),
  digestHandler(catalogIn),
  reminderHandler(catalogIn),
];

/** Who writes which mails: about what is followed, about decisions, of workflows, about accounts. */
function lettersOf(
  config: Config,
  database: Database,
  catalogs: Catalogs,
  secrets: Secrets,
): Compose {
  const publicUrl = config.publicUrl ?? "";
  const others = workflowMails(database, accountMails(database, publicUrl));
  const { timeZone, requireSecondFactor } = config;
  const parts = { database, catalogs, publicUrl, timeZone, requireSecondFactor };
  const catalogIn = (executor: Executor, id: string) => catalogOf(executor, catalogs, id);
  const digests = { database, secrets, publicUrl, timeZone, catalogOf: catalogIn };
  return digestMails(digests, decisionMails(parts, others));
}

export async function closeServices(services: Services): Promise<void> {
  await services.jobs.stop();
  await services.imports.stop();
  await services.scripts.stop();
  await services.mail.stop();
  await services.catalogs.stop();
  await services.outbound.close();
  await services.rates.stop();
  await services.background.close();
  await services.database.close();
}

/** What is done in the background; returns how to stop each. */
const startHousework = (services: Services): readonly (() => Promise<void>)[] => {
  const { config } = services;
  return [
    startPurging(services, config.removedDays),
    startFreeingTables(services),
    startHousekeeping(services, { binDays: config.recycleBinDays, runDays: config.runDays }),
    startFileKeeping(services, config.unclaimedHours),
    startAccessKeeping(services, sessionLimits(config)),
    startCuttingAudit(services, config.auditDays),
  ];
};

const stopMilliseconds = 20_000;

export async function startServer(services: Services): Promise<RunningServer> {
  const { config } = services;
  const stopCheckingAhead = config.roles.includes("web")
    ? startCheckingAhead(services.catalogs)
    : () => undefined;
  await services.catalogs.follow();
  const stopHousework = config.roles.includes("worker") ? startHousework(services) : [];
  if (config.roles.includes("worker")) {
    services.mail.start();
    services.jobs.start();
  }
  services.rates.start();
  const application = createApplication(services);
  const server = createHttpServer(application.fetch, config.host);
  const port = await listen(server, config);
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  const address = `http://${host}:${port}`;
  return {
    address,
    services,
    stop: async () => {
      stopCheckingAhead();
      await services.changes.stop();
      await new Promise<void>((resolve) => {
        const force = setTimeout(() => {
          if ("closeAllConnections" in server) server.closeAllConnections();
        }, stopMilliseconds);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        if ("closeIdleConnections" in server) server.closeIdleConnections();
      });
      await Promise.all(stopHousework.map((stop) => stop()));
      await closeServices(services);
    },
  };
}
