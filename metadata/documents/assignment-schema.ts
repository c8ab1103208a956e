/** The rules of assignment of an object, as editors complete them. */
import type { JsonSchema } from "../fields/field-type.ts";
import { choices } from "../model/assignment.ts";
import { additions, names } from "./schema-parts.ts";

const text = (description: string) => ({ type: "string", description }) as const;

export const assignmentSchema: JsonSchema = {
  title: "AssignmentRule",
  type: "object",
  required: ["to"],
  properties: {
    when: text("The rule is for records for which this holds."),
    to: {
      type: "object",
      description: "Who gets the record: one of role, team, department, users, field.",
      properties: {
        role: text("Name of a role."),
        team: text("Name of a team."),
        department: text("Name of a department."),
        users: names("Addresses of people."),
        field: text("An expression that leads to one person: customer.keeper."),
        by: { enum: choices, description: "Each in turn, or who has the fewest open records." },
        open: text("Which records are open."),
        among: text("Of these people those for whom it holds: user.region == customer.region."),
      },
      ...additions,
    },
  },
  ...additions,
};
