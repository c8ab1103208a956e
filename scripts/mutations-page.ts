/** The page of predicates of permissions, made from the list that takes them away. */
import { elsewhere, secondNets } from "../tests/permissions/mutations/elsewhere.ts";
import { type Mutation, testPlace } from "../tests/permissions/mutations/mutation.ts";

/** `tests/permissions/MUTATIONS.generated.md` */
export function mutationsPage(notice: string, mutations: readonly Mutation[]): string {
  const rows = mutations.map(({ name, file, seenBy: [first] }) => {
    const { file: test, name: title } = testPlace(first);
    return `| ${name} | \`${file}\` | \`${test}\`${title === null ? "" : ` ${title} …`} |`;
  });
  const others = [
    ...secondNets.map(({ file, text, why }) => [file, text, why] as const),
    ...Object.entries(elsewhere).flatMap(([file, lines]) =>
      Object.entries(lines).map(([line, why]) => [file, line, why] as const),
    ),
  ].map(
    ([file, text, why]) => `| \`${file}\` | \`\` ${text.replaceAll("|", "\\|")} \`\` | ${why} |`,
  );
  return [
    `<!-- ${notice} -->`,
    "",
    "# Predicates of permissions",
    "",
    `\`node scripts/mutate-permissions.ts\` takes each of these ${mutations.length} away, one at a time;`,
    "the test beside it must turn red.",
    "",
    "| predicate | place | seen by |",
    "| --- | --- | --- |",
    ...rows,
    "",
    "## Not taken away",
    "",
    "| place | text | why |",
    "| --- | --- | --- |",
    ...others,
    "",
  ].join("\n");
}
