/** When the caller is written to about what he follows; the way out of a mail, open to strangers. */
import { paces } from "../../../metadata/digest-pace.ts";
import { isTimeZone } from "../../../metadata/fields/values/time-zone.ts";
import { problem } from "../../../metadata/problem.ts";
import type { DigestChoice } from "../../../metadata/subscription-wire.ts";
import { endDigests, readDigestTimes, writeDigestTimes } from "../../subscriptions/digest-rows.ts";
import { usualTimes } from "../../subscriptions/digest-times.ts";
import { accountOfToken } from "../../subscriptions/unsubscribe.ts";
import { Answer } from "../answer.ts";
import type { Exchange } from "../exchange.ts";
import { openForm } from "../form.ts";
import { jsonOf, type Route } from "../route.ts";
import { callerOf } from "./account.ts";
import { refuse } from "./records.ts";

const unsubscribe = { path: "/unsubscribe/:token", guard: "public", query: [] } as const;

export const digestRoutes: readonly Route[] = [
  { method: "GET", path: "/account/digest", guard: "signed_in", query: [], handle: read },
  { method: "PUT", path: "/account/digest", guard: "signed_in", query: [], handle: write },
  { method: "GET", ...unsubscribe, handle: ask },
  { method: "POST", ...unsubscribe, handle: end },
];

async function read(exchange: Exchange): Promise<Answer> {
  const { executor, catalog, services } = exchange;
  const { id } = callerOf(exchange).account;
  const known = await readDigestTimes(executor, catalog.schema, [id]);
  const times = known.get(id) ?? usualTimes(services.config.timeZone);
  return jsonOf({ ...times, mails: services.mail.configured } satisfies DigestChoice);
}

async function write(exchange: Exchange): Promise<Answer> {
  const form = await openForm(exchange, ["pace", "time_zone", "hour", "weekday"]);
  if (form instanceof Answer) return form;
  const { services, catalog } = exchange;
  const usual = usualTimes(services.config.timeZone);
  const times = {
    pace: form.choice("pace", paces, usual.pace),
    time_zone: form.has("time_zone") ? form.text("time_zone", { maximum: 100 }) : usual.time_zone,
    hour: form.wholeNumber("hour", 0, 23) ?? usual.hour,
    weekday: form.wholeNumber("weekday", 1, 7) ?? usual.weekday,
  };
  if (!isTimeZone(times.time_zone))
    form.problems.push(problem("time_zone_unknown", "/time_zone", { zone: times.time_zone }));
  if (form.problems.length > 0) return refuse(exchange, ...form.problems);
  const { id } = callerOf(exchange).account;
  await services.database.transaction((transaction) =>
    writeDigestTimes(transaction, catalog, id, times, new Date()),
  );
  return read(exchange);
}

/** Programs that look at every link of a mail change nothing: a page asks. */
async function ask({ catalog, parameter }: Exchange): Promise<Answer> {
  const location = `/${catalog.workspace}/unsubscribe#${encodeURIComponent(parameter("token"))}`;
  return new Answer(null, { status: 303, headers: { location } });
}

/** RFC 8058: the body says `List-Unsubscribe=One-Click`, or nothing, and is not looked at. */
async function end(exchange: Exchange): Promise<Answer> {
  const { services, catalog } = exchange;
  const token = exchange.parameter("token");
  const account = accountOfToken(services.secrets, catalog.workspaceId, token);
  if (account === null) return refuse(exchange, problem("link_not_valid"));
  await services.database.transaction((transaction) =>
    endDigests(transaction, catalog.schema, account),
  );
  return new Answer(null, { status: 204 });
}
