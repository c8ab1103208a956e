import { readFile } from "node:fs/promises";
import { parseJson } from "../../metadata/json.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import { type Problem, problemMessage, type Result, success } from "../../metadata/problem.ts";
import type { PublishPlan } from "../../metadata/wire.ts";
import { readAppFolder } from "../app-folder.ts";
import type { Answers } from "../publish/fills.ts";
import { mergeFolder } from "../publish/merge-folder.ts";
import { planJson } from "../publish/plan.ts";
import type { TestResult } from "../publish/publishing.ts";
import { planFolder, publishFolder, testFolder } from "../publish-folder.ts";
import {
  type Command,
  type CommandCall,
  requiredOption,
  requiredWord,
  UsageMistake,
} from "./command.ts";
import { workspaceCatalog } from "./workspace-catalog.ts";

export const publishCommand: Command = {
  name: "publish",
  usage:
    "publish FOLDER --workspace W [--plan] [--base VERSION] [--answers FILE] [--message TEXT] [--json]",
  help: "Publish an app's folder; --plan only shows what it would do, --base keeps what was published since.",
  options: {
    workspace: "string",
    plan: "boolean",
    base: "string",
    answers: "string",
    message: "string",
  },
  run: async (call) => {
    const folderPath = requiredWord(call, 0, "FOLDER");
    requiredOption(call, "workspace");
    const folder = await readAppFolder(folderPath);
    if (!folder.ok) return refuse(call, folder.problems);
    const services = await call.services();
    const catalog = await workspaceCatalog(call, services);
    const base = baseVersion(call);
    const documents =
      base === null
        ? success(folder.value.documents)
        : await mergeFolder(services.database, catalog, folder.value, base);
    if (!documents.ok) return refuse(call, documents.problems);
    const publication = {
      folder: { ...folder.value, documents: documents.value },
      answers: await readAnswers(call),
      message:
        typeof call.options.message === "string"
          ? call.options.message
          : `Published from ${folder.value.app || folderPath}`,
      author: services.config.adminEmail,
      timeZone: services.config.timeZone,
    };
    if (call.options.plan === true) {
      const planned = await planFolder(services.database, catalog, publication);
      const plan = planJson(planned, "en", publication.answers);
      show(call, plan);
      if (plan.problems.length > 0 || (plan.changes.length > 0 && !plan.ready)) return 1;
      return showTests(call, await testFolder(services, planned, publication));
    }
    const outcome = await publishFolder(services, catalog, publication);
    if (outcome.ok) {
      const { items } = outcome.value.plan;
      call.say(`Version ${outcome.value.version}: ${items.length} changes`);
      call.report({ published: outcome.value.version, changes: items.length });
      return 0;
    }
    if (outcome.problems.every(({ code }) => code === "nothing_to_publish")) {
      call.say("Nothing has changed.");
      call.report({ published: null, changes: 0 });
      return 0;
    }
    if (outcome.plan.items.length > 0)
      show(call, planJson(outcome.plan, "en", publication.answers));
    return refuse(call, outcome.problems);
  },
};

/** The version that the folder was exported from; null when its documents are to win. */
function baseVersion(call: CommandCall): number | null {
  const { base } = call.options;
  if (typeof base !== "string") return null;
  if (!/^[1-9][0-9]{0,8}$/.test(base))
    throw new UsageMistake(`--base takes the number of a version, not ${base}.`);
  return Number(base);
}

async function readAnswers(call: CommandCall): Promise<Answers> {
  const path = call.options.answers;
  if (typeof path !== "string") return {};
  const parsed = parseJson(await readFile(path, "utf8"));
  if (!parsed.ok || !isJsonObject(parsed.value))
    throw new UsageMistake(`${path} is not a JSON object of answers.`);
  return parsed.value;
}

function show(call: CommandCall, plan: PublishPlan): void {
  call.report({ plan });
  if (plan.changes.length === 0 && plan.problems.length === 0) call.say("Nothing would change.");
  for (const change of plan.changes) {
    const mark = { none: " ", attention: "!", data_loss: "-" }[change.risk];
    call.say(`${mark} ${change.sentence}`);
    if (change.cost.lock !== "none") call.say(`    ${change.cost.sentence}`);
    if (change.obstacles !== null) {
      call.say(
        `    ${change.obstacles.count} records ${
          change.obstacles.blocking ? "stand against it" : "are concerned"
        }: ${change.obstacles.samples
          .slice(0, 5)
          .map(({ id, title }) => (typeof title === "string" ? `${title} (${id})` : id))
          .join(", ")}`,
      );
    }
  }
  for (const question of plan.questions) {
    call.say(
      `? ${question.id}: ${question.sentence}${question.answer === null ? "" : ` = ${question.answer}`}`,
    );
    for (const { value, title } of question.choices) call.say(`    ${value}: ${title}`);
  }
  for (const item of plan.problems)
    call.complain(
      `${item.file}${item.path === "" ? "" : `#${item.path}`}: ${item.message} (${item.code})`,
    );
}

/** What the tests of scripts say; 1 when one fails. */
function showTests(call: CommandCall, tested: Result<readonly TestResult[]>): number {
  if (!tested.ok) {
    const [first] = tested.problems;
    if (first?.code !== "script_tests_wait") return refuse(call, tested.problems);
    call.say(problemMessage(first, "en"));
    return 0;
  }
  if (tested.value.length === 0) return 0;
  const failed = tested.value.flatMap((test) => test.problem ?? []);
  call.say(`Tests: ${tested.value.length - failed.length} of ${tested.value.length} pass.`);
  call.report({ tests: tested.value.map(({ script, problem }) => ({ script, passed: !problem })) });
  return failed.length === 0 ? 0 : refuse(call, failed);
}

function refuse(call: CommandCall, problems: readonly Problem[]): number {
  for (const item of problems) {
    const place = `${item.file ?? ""}${item.path === "" ? "" : `#${item.path}`}`;
    call.complain(
      `${place === "" ? "" : `${place}: `}${problemMessage(item, "en")} (${item.code})`,
    );
    call.report({ problem: item, message: problemMessage(item, "en") });
  }
  return 1;
}
