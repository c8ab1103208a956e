/** The stream of live changes, in the words of OpenAPI. */
import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { namedMaximum } from "./routes/changes.ts";

const text = (name: string, where: "query" | "header", description: string): JsonSchema => ({
  name,
  in: where,
  description,
  schema: { type: "string" },
});

export const changesPath: JsonSchema = {
  "/changes": {
    get: {
      operationId: "follow_changes",
      summary: "Live changes, as server-sent events",
      description:
        "Events: ready {objects, whole}; change {object, id, kind, revision}, kind one of created, changed, deleted, restored, gone (without a revision: no longer within reach); reset {objects}: read these again; end {code}: the server ends the stream. No event holds values.",
      parameters: [
        text("objects", "query", "Names, with commas between them; all that may be read if absent"),
        text(
          "records",
          "query",
          `At most ${namedMaximum} records that are on the screen, object/id with commas between them: it is told when one is gone`,
        ),
        text("Last-Event-ID", "header", "The last id that was sent: what came since comes again"),
      ],
      responses: {
        200: {
          description: "Events until one side ends the stream",
          content: { "text/event-stream": { schema: { type: "string" } } },
        },
        default: { $ref: "#/components/responses/problem" },
      },
    },
  },
};
