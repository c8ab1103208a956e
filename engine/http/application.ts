/**
 * The HTTP application: every request gets an id, a locale, security headers, its workspace's
 * catalog, its caller and the guard its route declares; every failure becomes a problem.
 */
import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { type Problem, problem, type Result } from "../../metadata/problem.ts";
import { type Locale, matchLocale } from "../../metadata/text.ts";
import type { Principal } from "../access/credentials.ts";
import { rightsOfRoles } from "../access/roles.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { clockAt } from "../clock.ts";
import { renewStatementNames, statementGeneration } from "../query/plan-cache.ts";
import type { Answer } from "./answer.ts";
import { credentialOf, crossSiteProblem, rightsOfCaller } from "./caller.ts";
import { contentEncodingProblem } from "./content-type.ts";
import { type Exchange, readJsonBody, type Services } from "./exchange.ts";
import { failureAnswer, isOldStatement, isOutdated } from "./failure-answer.ts";
import { healthRoutes } from "./health.ts";
import { onceOnly } from "./idempotency.ts";
import { problemAnswer } from "./problem-answer.ts";
import { unknownParameters } from "./query-keys.ts";
import { countRequest, tooManyRequests, withStanding } from "./request-rate.ts";
import { passes, type Route } from "./route.ts";
import { routes } from "./routes.ts";
import { screenRoutes } from "./screens.ts";
import { mustSetUpFactor } from "./second-factor-rule.ts";
import { dataHeaders } from "./security-headers.ts";
import { addressProblems } from "./storable-address.ts";

export function createApplication(services: Services): Hono {
  const application = new Hono({ strict: false });
  healthRoutes(application, services);
  const paths = new Map<string, Route["method"][]>();
  for (const route of routes) {
    const path = `/:workspace/api${route.path}`;
    paths.set(path, [...(paths.get(path) ?? []), route.method]);
    application.on(route.method, path, (context) => answer(services, route, context));
  }
  for (const [path, methods] of paths) {
    application.all(path, (context) =>
      refuse(services, context, problem("method_not_allowed", "", { allowed: methods }), {
        allow: methods.join(", "),
      }),
    );
  }
  application.all("/:workspace/api/*", (context) =>
    refuse(services, context, problem("not_found")),
  );
  screenRoutes(application, services);
  application.notFound((context) => refuse(services, context, problem("not_found")));
  application.onError((error, context) => {
    const requestId = randomUUID();
    const made = failureAnswer(error, localeOf(context), requestId, services.observe);
    return respond(services, context, made, requestId, null);
  });
  return application;
}

const localeOf = (context: Context): Locale => {
  const asked = context.req.url.includes("locale=") ? context.req.query("locale") : undefined;
  return matchLocale(asked ?? context.req.header("accept-language"));
};

/** The one place where an answer becomes a response: with every header it has. */
function respond(
  { config }: Services,
  context: Context,
  answer: Answer,
  requestId: string,
  version: number | null,
): Response {
  return new Response(answer.body, {
    status: answer.status,
    headers: {
      "cache-control": "no-store",
      ...dataHeaders(config, context),
      "x-request-id": requestId,
      ...(version === null ? {} : { "tenon-version": String(version) }),
      ...answer.headers,
    },
  });
}

function refuse(
  services: Services,
  context: Context,
  reason: Problem,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const requestId = randomUUID();
  const made = problemAnswer([reason], localeOf(context), requestId, { headers });
  return respond(services, context, made, requestId, null);
}

async function answer(services: Services, route: Route, context: Context): Promise<Response> {
  const started = performance.now();
  const requestId = randomUUID();
  const locale = localeOf(context);
  const workspace = context.req.param("workspace") ?? "";
  let made: Answer;
  try {
    made = await withCatalog(services, route, context, { requestId, locale, workspace });
  } catch (error) {
    made = failureAnswer(error, locale, requestId, services.observe);
  }
  services.observe({
    kind: "request_finished",
    requestId,
    method: route.method,
    route: route.path,
    workspace,
    status: made.status,
    milliseconds: performance.now() - started,
  });
  const version = services.catalogs.loaded(workspace)?.version ?? null;
  return respond(services, context, made, requestId, version);
}

const noQuery = new URLSearchParams();

/** Most requests for one record have no query; parsing an address costs more than looking. */
function queryOf(url: string): URLSearchParams {
  const start = url.indexOf("?");
  return start < 0 ? noQuery : new URLSearchParams(url.slice(start + 1).split("#", 1)[0]);
}

interface Incoming {
  readonly requestId: string;
  readonly locale: Locale;
  readonly workspace: string;
}

/** How often a request is run: once more for each publish that comes between. */
const runsMaximum = 5;

/** Runs the route on the current catalog; again when the catalog turned out to be old. */
async function withCatalog(
  services: Services,
  route: Route,
  context: Context,
  incoming: Incoming,
): Promise<Answer> {
  const body = bodyReader(services, context);
  let catalog = await currentCatalog(services, incoming);
  for (let run = 1; ; run++) {
    if (catalog === null)
      return problemAnswer([problem("not_found")], incoming.locale, incoming.requestId);
    const generation = statementGeneration();
    try {
      return await guarded(services, route, context, incoming, catalog, body);
    } catch (error) {
      const oldStatement = isOldStatement(error);
      if ((!oldStatement && !isOutdated(error)) || run === runsMaximum) throw error;
      if (oldStatement) renewStatementNames(generation);
      await services.catalogs.refresh(incoming.workspace);
      const current: Catalog | null = await services.catalogs.current(incoming.workspace);
      if (current === null || (current.version === catalog.version && !oldStatement)) throw error;
      catalog = current;
    }
  }
}

const currentCatalog = async ({ catalogs }: Services, { workspace }: Incoming) =>
  catalogs.loaded(workspace) ?? (await catalogs.current(workspace));

/** Parses the body once, whoever asks. */
function bodyReader(services: Services, context: Context): Exchange["body"] {
  let parsed: Promise<Result<unknown>> | null = null;
  return (limitFactor = 1) => {
    parsed ??= readJsonBody(context, services.config.bodyLimitBytes * limitFactor);
    return parsed;
  };
}

/** Who looks on as another only reads, nothing that is the other's alone, and only while he may. */
function onlookerProblem(route: Route, catalog: Catalog, principal: Principal): Problem | null {
  if (principal.onlooker === null || route.whileViewing === true) return null;
  if (!rightsOfRoles(catalog, principal.onlooker.roles).administers("view_as"))
    return problem("viewing_not_permitted");
  if (route.method !== "GET") return problem("viewing_only_reads");
  return /^\/account(?:\/|$)/.test(route.path) ? problem("viewing_not_this") : null;
}

/** What a credential, or none, is not enough for. */
function credentialProblem(
  route: Route,
  catalog: Catalog,
  principal: Principal | null,
): Problem | null {
  if (principal === null) return route.guard === "public" ? null : problem("not_signed_in");
  const refused = onlookerProblem(route, catalog, principal);
  if (refused !== null) return refused;
  return principal.scope === "read" && route.method !== "GET" && route.whileViewing !== true
    ? problem("token_only_reads")
    : null;
}

async function guarded(
  services: Services,
  route: Route,
  context: Context,
  incoming: Incoming,
  catalog: Catalog,
  body: Exchange["body"],
): Promise<Answer> {
  const { locale, requestId } = incoming;
  const query = queryOf(context.req.url);
  const credential = credentialOf(context, incoming.workspace);
  const crossSite = crossSiteProblem(context, route, credential);
  if (crossSite !== null) return problemAnswer([crossSite], locale, requestId);
  const principal =
    route.guard === "public" || credential === null
      ? null
      : await services.credentials.identify(catalog.workspaceId, credential.secret);
  const standing = countRequest(services, context, principal, route.expensive?.(query) === true);
  if (standing?.exceeded === true) return tooManyRequests(standing, locale, requestId);
  const refused = credentialProblem(route, catalog, principal);
  if (refused !== null) return problemAnswer([refused], locale, requestId);
  const rights = await rightsOfCaller(services.database, catalog, principal);
  if (!passes(route.guard, rights)) {
    return problemAnswer([problem("not_permitted")], locale, requestId);
  }
  if (
    principal !== null &&
    route.beforeSetUp !== true &&
    mustSetUpFactor(services.config, principal, rights)
  )
    return problemAnswer([problem("second_factor_needed")], locale, requestId);
  const { url } = context.req;
  const packed = contentEncodingProblem(context);
  if (packed !== null) {
    const headers = { "accept-encoding": "identity" };
    return problemAnswer([packed], locale, requestId, { headers });
  }
  const misspelled = [
    ...addressProblems(context.req.param(), query, url),
    ...unknownParameters(query, [...route.query, "locale"]),
  ];
  if (misspelled.length > 0) return problemAnswer(misspelled, locale, requestId);
  const exchange: Exchange = {
    services,
    context,
    requestId,
    locale,
    catalog,
    principal,
    rights,
    executor: services.database,
    clock: clockAt(new Date(), services.config.timeZone, principal?.account.id ?? null),
    query,
    parameter: (name) => context.req.param(name) ?? "",
    body,
  };
  const key = route.idempotent === true ? context.req.header("idempotency-key") : undefined;
  const made = key === undefined ? route.handle(exchange) : onceOnly(exchange, key, route.handle);
  return standing === null ? made : withStanding(await made, standing);
}
