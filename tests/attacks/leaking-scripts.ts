/** Jobs that want to have a secret where it does not belong; each notes what came of it. */
import type { MetadataDocument } from "../../metadata/documents/document.ts";
import { script } from "../engine/automation/trading-scripts.ts";

const hosts = ["erp.example.com", "other.example.com"];

/** @param text has `input.url` and the handle `key`, and gives what is noted */
const leak = (name: string, text: string): MetadataDocument =>
  script(
    name,
    `import { db, http, log, secrets, type Input } from "tenon";
export default async function ({ input }: Input<"${name}">) {
  const url = input.url!;
  const work = async (): Promise<string> => {
    const key = await secrets.handle(${name === "of_another_script" ? '"unnamed"' : '"erp_key"'});
    ${text}
  };
  const told = await work().catch((error: { code: string }) => error.code);
  await db.create("note", { about: "${name}", told });
}`,
    { job: { input: { properties: { url: { type: "string" } } } }, hosts, secrets: ["erp_key"] },
  );

const withHeader = "{ url, headers: { Authorization: key } }";

export const leakingDocuments: readonly MetadataDocument[] = [
  script(
    "start",
    `import { jobs, type Input } from "tenon";
export default async function ({ input }: Input<"start">) {
  await jobs.add(input.name as "sends", { url: input.url });
}`,
    {
      endpoint: {
        method: "POST",
        input: { properties: { name: { type: "string" }, url: { type: "string" } } },
      },
    },
  ),
  leak(
    "sends",
    'await http.request({ url, headers: { Authorization: "Bearer " + key } }); return key;',
  ),
  leak(
    "echoes",
    `const { text, headers } = await http.request(${withHeader});
    log.info(text, headers, key);
    return text + headers["x-echo"];`,
  ),
  script(
    "throws_it",
    `import { secrets } from "tenon";
export default async function () { throw new Error(await secrets.handle("erp_key")); }`,
    { job: {}, hosts, secrets: ["erp_key"] },
  ),
  leak("in_url", "await http.request({ url: url + key }); return key;"),
  leak("in_body", 'await http.request({ url, method: "POST", body: { key } }); return key;'),
  leak("to_other_host", `await http.request(${withHeader}); return key;`),
  leak("of_another_script", `await http.request(${withHeader}); return key;`),
  leak("follows", `return (await http.request(${withHeader})).text;`),
  leak(
    "forges",
    `await http.request({ url, headers: { Authorization: "secret:erp_key:00000000-0000-4000-8000-000000000000" } });
    return key;`,
  ),
];
