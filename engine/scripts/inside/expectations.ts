/** What tests expect; they throw where it is not so. */
import { jsonText } from "./json.ts";

class ExpectationError extends Error {
  override readonly name = "ExpectationError";
}

export function equal(is: unknown, should: unknown): void {
  const [found, wanted] = [jsonText(is), jsonText(should)];
  if (found !== wanted) throw new ExpectationError(`It is ${found} and should be ${wanted}`);
}

export async function refused(work: () => unknown, code?: string): Promise<void> {
  let thrown: unknown;
  try {
    await work();
  } catch (error) {
    thrown = error ?? "nothing";
  }
  if (thrown === undefined) throw new ExpectationError("It was to fail, and has not");
  const found: unknown = Object(thrown).code ?? null;
  if (code !== undefined && found !== code)
    throw new ExpectationError(`It failed by ${jsonText(found)} and should by ${jsonText(code)}`);
}
