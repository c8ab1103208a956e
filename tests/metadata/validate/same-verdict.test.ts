import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Validator } from "@cfworker/json-schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Problem, Result } from "../../../metadata/problem.ts";
import { prepareRecord, restoreEmpty } from "../../../metadata/validate/prepare-record.ts";
import { publicSchema } from "../../../metadata/validate/public-schema.ts";
import { loadRecordValidator } from "../../../metadata/validate/record-validator.ts";
import { standaloneValidator } from "../../../metadata/validate/standalone-validator.ts";
import { validateRecord } from "../../../metadata/validate/validate-record.ts";
import type { ValidatorModule } from "../../../metadata/validate/validator-runtime.ts";
import { good, sampleModel, sampleRecord } from "./sample-object.ts";

/** What the browser does with the module's address. */
async function importModule(text: string): Promise<ValidatorModule> {
  return import(`data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`);
}

const isValid = (record: Record<string, unknown>) =>
  validateRecord(sampleModel, "create", record).ok;

test("the generated records are valid and invalid in fair parts", () => {
  const records = fc.sample(sampleRecord, { numRuns: 500, seed: 7 });
  const valid = records.filter(isValid).length;
  expect(valid).toBeGreaterThan(100);
  expect(valid).toBeLessThan(400);
});

describe.each(["create", "change"] as const)("server and browser on %s", (mode) => {
  test("give the same records and the same problems", async () => {
    const module = await importModule(standaloneValidator(sampleModel, mode));
    const inBrowser = await loadRecordValidator(sampleModel, mode, module);
    fc.assert(
      fc.property(sampleRecord, (record) => {
        const here = validateRecord(sampleModel, mode, record);
        expect(inBrowser(record)).toEqual(here);
      }),
      { numRuns: 1500 },
    );
  });
});

/** What the public schema cannot say or says differently on purpose. */
function isBeyondPublicSchema({ code, path }: Problem): boolean {
  const decimals = /\/(?:weight|total|quantity)$/.test(path);
  const bounds = ["too_small", "too_large", "must_exceed", "must_be_below", "not_a_multiple"];
  return (
    (decimals && bounds.includes(code)) || code === "read_only" || code === "text_not_storable"
  );
}

const problemsOf = (result: Result<unknown>) => (result.ok ? [] : result.problems);

test("an independent validator agrees on the public schema", () => {
  const independent = new Validator(publicSchema(sampleModel) as object, "2020-12", false);
  fc.assert(
    fc.property(sampleRecord, (record) => {
      const problems = problemsOf(validateRecord(sampleModel, "create", record));
      if (problems.some(isBeyondPublicSchema)) return;
      const { record: prepared } = prepareRecord(sampleModel, "create", record);
      restoreEmpty(sampleModel, prepared);
      const verdict = independent.validate(prepared);
      expect({ valid: verdict.valid, record: prepared, problems }).toEqual({
        valid: problems.length === 0,
        record: prepared,
        problems,
      });
    }),
    { numRuns: 1500 },
  );
});

describe("the module for the browser", () => {
  const text = standaloneValidator(sampleModel, "create");

  test("asks for the engine of regular expressions only when a pattern needs it", async () => {
    expect((await importModule(text)).needsRegularExpressions).toBe(true);
    const { reference: _, ...others } = sampleModel.document.properties as Record<string, object>;
    const fields = sampleModel.fields.filter((field) => field.name !== "reference");
    const plain = {
      ...sampleModel,
      fields,
      document: { ...sampleModel.document, properties: others },
    };
    expect((await importModule(standaloneValidator(plain, "create"))).needsRegularExpressions).toBe(
      false,
    );
  });

  test("runs where no code may be built from text", () => {
    const module = `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`;
    const script = `
      import { sampleModel, good } from "./sample-object.ts";
      import { loadRecordValidator } from "../../../metadata/validate/record-validator.ts";
      let built = true;
      try { new Function("return 1")(); } catch { built = false; }
      const validate = await loadRecordValidator(sampleModel, "create", await import(${JSON.stringify(module)}));
      const wrong = validate({ ...good, reference: "xyz" });
      console.log(JSON.stringify([built, validate(good).ok, wrong.problems.map(({ code }) => code)]));
    `;
    const output = execFileSync(
      process.execPath,
      ["--disallow-code-generation-from-strings", "--input-type=module-typescript", "-e", script],
      { cwd: fileURLToPath(new URL(".", import.meta.url)), encoding: "utf8" },
    );
    expect(JSON.parse(output)).toEqual([false, true, ["pattern_mismatch"]]);
  });

  test("judges without touching what it was given", async () => {
    const validate = await loadRecordValidator(sampleModel, "create", await importModule(text));
    const sent = structuredClone(good);
    expect(validate(sent).ok).toBe(true);
    expect(sent).toEqual(good);
  });
});
