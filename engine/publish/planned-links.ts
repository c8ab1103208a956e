/** A lookup that becomes several, and several that become one lookup again. */
import { identifier } from "../../metadata/expressions/index.ts";
import type { RemovedKey } from "../catalog/removed.ts";
import { becameName, formerName } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import type { Conversion } from "./conversion.ts";
import { constantFill, fillQuestion } from "./fills.ts";
import { formerColumn, mayComeBack } from "./former-column.ts";
import { largeLinks, largeLists } from "./large-links.ts";
import { obstaclesOf } from "./obstacles.ts";
import { plannedConversion } from "./planned-conversion.ts";
import { countedIn, type PlannedWork, plainWork } from "./planned-work.ts";
import type { Planning } from "./planning.ts";
import { linkTableNow, recordsWithSeveral } from "./rows-held.ts";
import { inOrder } from "./staged-statement.ts";
import { isNotNull } from "./table-statements.ts";
import { fillOf, rememberBecame } from "./type-change-fills.ts";
import { type KeptLinks, linkFromLookup, lookupFromLinks } from "./type-change-statements.ts";
import { type Former, formerOf, type TypeChange } from "./type-changes.ts";
import { rowsLeft } from "./values-to-be.ts";

/** Nothing stands against it: whatever a lookup says, a list does. */
export function planLink(planning: Planning, change: TypeChange): PlannedWork {
  const { names, removed, catalog, before } = planning;
  const former = formerName(change.after.id, catalog.version + 1);
  const kept = formerOf(change.after, removed);
  const { now, afterwards } = plannedConversion(planning, change);
  const links = (conversion: Conversion, lookups: string) =>
    kept === undefined ? null : keptLinks(planning, change, kept, conversion, lookups);
  const keptLater = links(afterwards, former);
  const lookup = before.column(change.before.id)?.name ?? former;
  return {
    ...plainWork(planning, change, linkFromLookup(names, change, former, keptLater)),
    restores: spentBy(kept),
    large: largeLinks(planning, change, { former, keptNow: links(now, lookup), keptLater }),
  };
}

/** @param lookups the column of the lookups */
function keptLinks(
  planning: Planning,
  change: TypeChange,
  kept: Former,
  conversion: Conversion,
  lookups: string,
): KeptLinks {
  const former = formerColumn(planning.removed, kept, change.before);
  const condition = mayComeBack(conversion, former, identifier("t", lookups));
  return {
    column: former.column,
    became: former.became,
    comeBack: prepareSql(condition).bind({}).text,
  };
}

const spentBy = (kept: Former | undefined): readonly RemovedKey[] =>
  kept === undefined
    ? []
    : [{ kind: "former", subject: kept.thing.subject, version: kept.thing.version }];

/** Lists of more than one entry stay empty, and are kept; a required lookup asks for a record, too. */
export async function planUnlink(planning: Planning, change: TypeChange): Promise<PlannedWork> {
  const { names, removed, catalog, answers } = planning;
  const { object, before, after } = change;
  const version = catalog.version + 1;
  const columns = { former: formerName(after.id, version), became: becameName(after.id, version) };
  const kept = formerOf(after, removed);
  const spent = kept === undefined ? null : formerColumn(removed, kept, before);
  const links = linkTableNow(planning, object, before);
  const staged = lookupFromLinks(names, change, links, {
    ...columns,
    spent: [spent?.column, spent?.became].filter((column) => typeof column === "string"),
  });
  const { question, answer } = plannedConversion(planning, change);
  const several = await countedIn(planning, change, recordsWithSeveral(planning, change));
  const isAnswered = several.found === null || answer !== null;
  const left = await countedIn(planning, change, await rowsLeft(planning, change, isAnswered));
  const fills = [
    ...fillOf(planning, change),
    rememberBecame(planning, change, columns.former, columns.became),
  ];
  const needsFill =
    isNotNull(after) &&
    (several.found !== null ||
      left.found !== null ||
      Object.hasOwn(answers, fillQuestion(object, after)));
  const work = plainWork(planning, change, staged);
  return {
    ...work,
    item: {
      ...work.item,
      statements: [...inOrder(names, staged), ...fills.map(({ text }) => text)],
      obstacles: obstaclesOf(several.found, left.found, isAnswered),
      questions: [
        ...(several.found === null ? [] : [question]),
        ...(needsFill ? [{ kind: "fill" as const, object, field: after, choices: [] }] : []),
      ],
      rows: left.rows ?? several.rows,
    },
    fills,
    restores: spentBy(kept),
    large: largeLists(planning, change, {
      ...columns,
      links,
      fill: isNotNull(after) ? constantFill(planning.next, object, after, answers) : null,
    }),
  };
}
