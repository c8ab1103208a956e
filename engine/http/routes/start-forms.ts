/** Forms that start workflows: for who has one of their roles, and for anybody where they are public. */
import { objectOrEmpty } from "../../../metadata/json-object.ts";
import { problem } from "../../../metadata/problem.ts";
import type { Text } from "../../../metadata/text.ts";
import type {
  FormSent,
  StartFormEntry,
  StartFormList,
  StartFormWhole,
} from "../../../metadata/workflow-wire.ts";
import { uuidPattern } from "../../db/uuid.ts";
import { Refused } from "../../records/writer.ts";
import { mayStart } from "../../workflows/start-by-hand.ts";
import { type StartForm, startForms } from "../../workflows/start-forms.ts";
import { submitForm } from "../../workflows/submit-form.ts";
import { Answer } from "../answer.ts";
import { clientAddress, networkOf } from "../client-address.ts";
import { type Exchange, writerOf } from "../exchange.ts";
import { openForm } from "../form.ts";
import { inputValidator } from "../input-validator.ts";
import { tooManyRequests } from "../request-rate.ts";
import { jsonOf, type Route } from "../route.ts";
import { refuse } from "./records.ts";

const signedIn = { guard: "signed_in", query: [] } as const;
const forAll = { guard: "public", query: [] } as const;

export const startFormRoutes: readonly Route[] = [
  { method: "GET", path: "/forms", ...signedIn, handle: list },
  { method: "GET", path: "/forms/:name", ...signedIn, handle: withOwn(show) },
  { method: "GET", path: "/forms/:name/validator.js", ...signedIn, handle: withOwn(validator) },
  { method: "POST", path: "/forms/:name", ...signedIn, idempotent: true, handle: withOwn(send) },
  { method: "GET", path: "/public-forms/:name", ...forAll, handle: withPublic(show) },
  {
    method: "GET",
    path: "/public-forms/:name/validator.js",
    ...forAll,
    handle: withPublic(validator),
  },
  { method: "POST", path: "/public-forms/:name", ...forAll, handle: withPublic(sendPublic) },
];

const aUuid: Text = { en: "a UUID", "zh-CN": " UUID" };

/** A form is small; who has no account gets no more room. */
export const publicBodyFactor = 1 / 16;

type Handle = (exchange: Exchange, form: StartForm) => Answer | Promise<Answer>;

/** One that the caller may start; others do not exist for him. */
function withOwn(handle: Handle): Route["handle"] {
  return async (exchange) => {
    const form = startForms(exchange.catalog, exchange.locale).get(exchange.parameter("name"));
    return form !== undefined && mayStart(exchange, exchange.principal?.roles ?? [], form.pinned)
      ? handle(exchange, form)
      : refuse(exchange, problem("not_found"));
  };
}

/** One that is public; to who has no account no other exists. */
function withPublic(handle: Handle): Route["handle"] {
  return async (exchange) => {
    const form = startForms(exchange.catalog, exchange.locale).get(exchange.parameter("name"));
    return form?.isPublic === true
      ? handle(exchange, form)
      : refuse(exchange, problem("not_found"));
  };
}

const entryOf = ({ pinned, title, description, isPublic }: StartForm): StartFormEntry => ({
  name: pinned.workflow.name,
  title,
  description,
  public: isPublic,
});

async function list(exchange: Exchange): Promise<Answer> {
  const { catalog, locale, principal } = exchange;
  const data = [...startForms(catalog, locale).values()]
    .filter(({ pinned }) => mayStart(exchange, principal?.roles ?? [], pinned))
    .map(entryOf);
  return jsonOf({ data } satisfies StartFormList);
}

function show({ clock }: Exchange, form: StartForm): Answer {
  const { done, input } = form;
  const whole: StartFormWhole = { ...entryOf(form), done, input, time_zone: clock.timeZone };
  return jsonOf(whole);
}

function validator(_: Exchange, { model }: StartForm): Answer {
  return inputValidator(model);
}

function send(exchange: Exchange, form: StartForm): Promise<Answer> {
  return submitted(exchange, form, false);
}

/** Who has no account is braked by his network, and told nothing but that it has come. */
async function sendPublic(exchange: Exchange, form: StartForm): Promise<Answer> {
  const { services, context, locale, requestId } = exchange;
  const who = networkOf(clientAddress(context, services.proxies));
  const standing = services.rates.admit([{ name: "form", who }]);
  if (standing?.exceeded === true) return tooManyRequests(standing, locale, requestId);
  return submitted(exchange, form, true);
}

async function submitted(exchange: Exchange, form: StartForm, isPublic: boolean): Promise<Answer> {
  const body = await exchange.body(isPublic ? publicBodyFactor : 1);
  const asked = await openForm(exchange, ["submission", "values"]);
  if (asked instanceof Answer) return asked;
  const needed = isPublic || asked.has("submission");
  const key = needed ? asked.text("submission", { maximum: 36 }) : exchange.requestId;
  if (needed && key !== "" && !uuidPattern.test(key))
    asked.problems.push(problem("wrong_type", "/submission", { expected: aUuid }));
  if (asked.problems.length > 0) return refuse(exchange, ...asked.problems);
  const { values = {} } = body.ok ? objectOrEmpty(body.value) : {};
  try {
    const id = await submitForm(writerOf(exchange), form, { values, key });
    exchange.services.jobs.wake();
    const sent: FormSent = { done: form.done, ...(isPublic ? {} : { run: id }) };
    return jsonOf(sent, 202);
  } catch (error) {
    if (error instanceof Refused) return refuse(exchange, ...error.problems);
    throw error;
  }
}
