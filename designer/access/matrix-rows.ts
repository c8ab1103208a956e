/** The rows of the matrix as texts, so that a row outlives every change of its rights. */
import { everyName } from "../../metadata/access/role.ts";
import type { RightsGroup } from "../document/rights-objects.ts";
import { accessText } from "../language/access/messages.ts";
import { text } from "../language/messages.ts";

/** No object is called like this. */
const headingSign = "#";

export const headingOf = (row: string): string | null =>
  row.startsWith(headingSign) ? row.slice(headingSign.length) : null;

function groupTitle({ kind, title }: RightsGroup, index: number): string {
  if (kind !== "navigation") return accessText(`group_${kind}`);
  // Without any navigation there is nothing that the objects do not stand in.
  return title === "" && index > 0 ? text("not_in_navigation") : title;
}

/** Headings of groups and names of objects, the row for every object first. */
export const matrixRows = (groups: readonly RightsGroup[]): readonly string[] => [
  everyName,
  ...groups.flatMap((group, index) => {
    const title = groupTitle(group, index);
    return [...(title === "" ? [] : [headingSign + title]), ...group.objects];
  }),
];

export const sameRows = (first: readonly string[], second: readonly string[]): boolean =>
  first.length === second.length && first.every((row, index) => row === second[index]);
