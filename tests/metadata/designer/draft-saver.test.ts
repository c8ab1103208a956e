import { expect, test } from "vitest";
import { changeObjectOption } from "../../../designer/commands/change-object-option.ts";
import { renameObject } from "../../../designer/commands/rename-object.ts";
import type { Design, DesignDocument } from "../../../designer/document/design-documents.ts";
import { savedDocuments } from "../../../designer/document/unsaved-changes.ts";
import {
  createDraftSaver,
  type SaveOutcome,
  type SaveState,
} from "../../../designer/state/draft-saver.ts";
import { customerKey, sampleDesign } from "./sample-design.ts";

const retitled = (title: string): Design =>
  changeObjectOption.run(sampleDesign, { document: customerKey, keyword: "title", value: title });

interface Server {
  readonly calls: string[];
  readonly states: SaveState["kind"][];
  answer: (document: DesignDocument) => SaveOutcome;
}

function start(delayMs = 10_000) {
  let tag = 0;
  const server: Server = {
    calls: [],
    states: [],
    answer: () => ({ kind: "saved", etag: `"${++tag}"` }),
  };
  const send = (method: string) => async (document: DesignDocument, etag: string | null) => {
    server.calls.push(`${method} ${document.kind}/${document.name} ${etag}`);
    return server.answer(document);
  };
  const conflicts: string[] = [];
  const saver = createDraftSaver(
    {
      put: send("PUT"),
      remove: send("DELETE"),
      onState: (state) => server.states.push(state.kind),
      onConflict: async (document) => {
        conflicts.push(document.name);
        saver.update(sampleDesign.documents);
      },
    },
    { delayMs, retryMs: 5 },
  );
  saver.reset(
    savedDocuments(sampleDesign.documents.values()),
    new Map([["object/customer", '"0"']]),
  );
  saver.update(sampleDesign.documents);
  return { saver, server, conflicts };
}

test("several changes before saving are one request, under the last known tag", async () => {
  const { saver, server } = start();
  saver.update(retitled("A").documents);
  saver.update(retitled("B").documents);
  expect(await saver.flush()).toBe(true);
  expect(server.calls).toEqual(['PUT object/customer "0"']);
  saver.update(retitled("C").documents);
  await saver.flush();
  expect(server.calls.at(-1)).toBe('PUT object/customer "1"');
  expect(server.states.at(-1)).toBe("saved");
});

test("a change that was taken back costs no request", async () => {
  const { saver, server } = start();
  saver.update(retitled("A").documents);
  saver.update(sampleDesign.documents);
  expect(await saver.flush()).toBe(true);
  expect(server.calls).toEqual([]);
});

test("a renamed object is written before its old name is removed", async () => {
  const { saver, server } = start();
  saver.update(renameObject.run(sampleDesign, { document: customerKey, name: "client" }).documents);
  await saver.flush();
  expect(server.calls.at(0)).toBe("PUT object/client null");
  expect(server.calls.at(-1)).toBe('DELETE object/customer "0"');
});

const refusal = (status: number, code: string): SaveOutcome => ({
  kind: "refused",
  problem: { type: "", title: "", status, code, detail: "", errors: [], request_id: "" },
});

test.each<readonly [string, SaveOutcome]>([
  ["a network", { kind: "offline" }],
  ["a session", refusal(401, "not_signed_in")],
])("without %s nothing is lost: it is tried again", async (_, outcome) => {
  const { saver, server } = start();
  const online = server.answer;
  const retried = new Promise<void>((resolve) => {
    server.answer = () => {
      server.answer = (document) => {
        resolve();
        return online(document);
      };
      return outcome;
    };
  });
  saver.update(retitled("A").documents);
  expect(await saver.flush()).toBe(false);
  expect(server.states.at(-1)).toBe(outcome.kind);
  await retried;
  expect(await saver.flush()).toBe(true);
  expect(server.states.at(-1)).toBe("saved");
});

test("someone else's change is not overwritten", async () => {
  const { saver, server, conflicts } = start();
  server.answer = () => ({ kind: "conflict" });
  saver.update(retitled("A").documents);
  await saver.flush();
  expect(conflicts).toEqual(["customer"]);
  expect(server.calls).toHaveLength(1);
});

test("a refused document stops saving and says why", async () => {
  const { saver, server } = start();
  server.answer = () => refusal(413, "body_too_large");
  saver.update(retitled("A").documents);
  expect(await saver.flush()).toBe(false);
  expect(server.states.at(-1)).toBe("refused");
});
