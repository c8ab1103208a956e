/** Where the engine asks what somebody may do, and whether each place is on the list of predicates. */
import type { Mutation } from "../permissions/mutations/mutation.ts";
import { lineAt, type SourceFile } from "./source-tree.ts";

const rooms =
  /^(?:engine\/(?:access|approvals|audit|changes|export|files|http|import|query|records|reminders|subscriptions)|metadata\/(?:access|model))\//;

const asking = [
  ...["mayUse", "mayRead", "mayWrite", "mayStep", "mayReveal", "mayAdminister", "administers"],
  ...["may", "reach", "readsEverything", "reachesAllOf", "idsWithin", "withinReach"],
  ...["requireReach", "requireStillWithin", "requireSeenTargets", "requireSharing"],
  ...["unwritableFields", "requireGovernable", "requireGivable", "requireAuthority", "seenPath"],
  ...["requireHeld", "requirePlace", "covers", "mayGive", "mayKnowState", "requireUpdatable"],
  ...["visibleDocument", "visibleModel", "sightOf", "isSeen", "isWritable", "showsOrigin"],
  ...["scopeCondition", "unionCondition", "reachCondition", "mustSetUpFactor"],
];
const call = new RegExp(`\\b(?:${asking.join("|")})\\(`, "g");
/** Where the name is declared, it asks nothing. */
const declared = /^(?:export )?(?:async )?function |\): [\w |]+;$/;

/** Lines that ask and that no mutation takes away, by file. */
export function callsNotTakenAway(
  files: readonly Pick<SourceFile, "path" | "text" | "code">[],
  mutations: readonly Mutation[],
): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const { path, text, code } of files) {
    if (!rooms.test(path)) continue;
    const lines = text.split("\n");
    const spans = mutations
      .filter(({ file }) => file === path)
      .map(({ find }) => [text.indexOf(find), text.indexOf(find) + find.length] as const);
    for (const { index } of code.matchAll(call)) {
      const line = (lines[lineAt(text, index) - 1] ?? "").trim();
      if (declared.test(line) || spans.some(([from, to]) => index >= from && index < to)) continue;
      found[path] = [...new Set([...(found[path] ?? []), line])];
    }
  }
  return found;
}
