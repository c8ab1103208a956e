/**
 * Deciding by the link of a mail, without signing in. The link decides one task once, in the name of
 * who is asked, and shows what its mail has shown; it opens no session and nothing else.
 */
import { problem } from "../../metadata/problem.ts";
import type { LinkedDecision, OpenDecision } from "../../metadata/task-wire.ts";
import type { Locale } from "../../metadata/text.ts";
import { opinionName } from "../../metadata/workflows/approval.ts";
import { admit, linksByAddress } from "../access/brake.ts";
import { digestOf } from "../access/credentials.ts";
import { holdRevision } from "../records/record-heads.ts";
import { atomic, Refused, type Writer } from "../records/writer.ts";
import { readTask } from "./approval-rows.ts";
import { decide } from "./decide.ts";
import { type DecidingRules, deciderOf } from "./decider.ts";
import { type DecisionLink, linkWithSecret, useLink } from "./decision-links.ts";
import { type Acting, type HeldTask, holdTask, requireDecider } from "./hold-task.ts";
import { keptDecision } from "./shown-decision.ts";

/** A request that comes with a link. */
export interface LinkVisit {
  /** Nobody yet. */
  readonly writer: Writer;
  readonly rules: DecidingRules;
  readonly mailConfigured: boolean;
  /** Network address of the caller. */
  readonly address: string;
}

/** One answer for all that does not work, whyever. */
const notOpen = (): Refused => new Refused([problem("decision_not_open", "/token")]);

interface OpenLink {
  readonly link: DecisionLink;
  readonly acting: Acting;
  readonly held: HeldTask;
  /** Of the record, now. */
  readonly revision: number | null;
}

/** What the page behind a link shows. Nothing is decided. @throws Refused */
export const openDecision = (
  visit: LinkVisit,
  token: string,
  locale: Locale,
): Promise<OpenDecision> =>
  counted(visit, async (writer) => {
    const { link, held, revision } = await holdLink({ ...visit, writer }, token);
    const { person, asked_by, words } = keptDecision(link.shown);
    const { title, ...shown } = words[locale];
    return {
      ...shown,
      person,
      asked_by,
      record: title,
      needs_opinion: held.definition.fields.require.includes(opinionName),
      changed_since: revision !== link.revision,
    };
  });

/** @throws Refused */
export const decideByLink = (
  visit: LinkVisit,
  { token, decision, opinion }: LinkedDecision,
): Promise<void> =>
  counted(visit, async (writer) => {
    const { link, acting } = await holdLink({ ...visit, writer }, token);
    if (!(await useLink(writer.executor, writer.catalog.schema, link.id))) throw notOpen();
    const said = { decision, opinion: opinion ?? null, files: [], revision: null, values: {} };
    await decide(acting, link.task, said).catch(withoutFields);
  });

/** Whoever tries links is held back; a link that works was no guess, whatever was wrong beside it. */
async function counted<Value>(
  { writer, address }: LinkVisit,
  work: (writer: Writer) => Promise<Value>,
): Promise<Value> {
  const admission = await admit(writer.executor, [linksByAddress(address)]);
  if (admission.problem !== null) throw new Refused([admission.problem]);
  const isGuess = (error: unknown) =>
    error instanceof Refused && error.problems.some(({ code }) => code === "decision_not_open");
  try {
    const done = await atomic(writer, work);
    await admission.forgive();
    return done;
  } catch (error) {
    if (!isGuess(error)) await admission.forgive();
    throw error;
  }
}

/** The task of a link, held, when it can be decided by it now. @throws Refused */
async function holdLink(
  { writer, rules, mailConfigured }: LinkVisit,
  token: string,
): Promise<OpenLink> {
  const { executor, catalog } = writer;
  const now = new Date();
  const link = await linkWithSecret(executor, catalog.schema, digestOf(token), now);
  const task = link && (await readTask(executor, catalog.schema, link.task));
  if (link === null || task === null) throw notOpen();
  const person = await deciderOf(writer, rules, task.assignee, now);
  if (person === null || person.mustSignIn) throw notOpen();
  const { assignee: actor } = task;
  const acting: Acting = {
    writer: { ...writer, ...person.reader, executor, actor },
    actor,
    // It decides, and shows nothing.
    locale: "en",
    administers: false,
    now,
    via: "mail_link",
    mailConfigured,
  };
  const held = await asDecider(acting, link.task);
  const { model, run, definition } = held;
  const revision =
    model === null || run.record === null
      ? null
      : await holdRevision(executor, catalog.schema, model, run.record);
  const isOther = definition.mail === "unchanged" && revision !== link.revision;
  if (definition.mail === "never" || isOther || held.task.at.getTime() !== link.at.getTime())
    throw notOpen();
  return { link, acting, held, revision };
}

/** Settled, handed over, not his any more: to who has only the link it is all the same. */
async function asDecider(acting: Acting, task: string): Promise<HeldTask> {
  try {
    const held = await holdTask(acting, task);
    await requireDecider(acting, held);
    return held;
  } catch (error) {
    throw error instanceof Refused ? notOpen() : error;
  }
}

/** Of fields of the record no word is said here: whoever signs in is told. */
function withoutFields(error: unknown): never {
  if (error instanceof Refused && error.problems.some(({ path }) => path.startsWith("/values")))
    throw new Refused([problem("decision_needs_sign_in")]);
  throw error;
}
