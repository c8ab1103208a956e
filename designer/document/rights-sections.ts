/** What a role grants, and what it takes away. */
export type RightsSection = "objects" | "restrictions";

export const rightsSections: readonly RightsSection[] = ["objects", "restrictions"];
