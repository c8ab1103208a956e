/** The compiler's process dies, or must be ended: nobody else notices, and nothing of it stays. */
import { readdir, readFile } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { askCompiler } from "../../engine/compile/compiler.ts";

const ask = (text: string) =>
  askCompiler({
    files: new Map([["scripts/a.ts", text]]),
    judged: ["scripts/a.ts"],
    read: [],
    members: [],
  });

const sound = "export const a = 1;";
/** A union of four million members, forty times. */
const endless = `type Tree<Path extends unknown[], Leaf> = Path["length"] extends 22 ? Leaf : Tree<[...Path, 0], [Leaf, 0]> | Tree<[...Path, 1], [Leaf, 1]>;
${Array.from({ length: 40 }, (_, index) => `export const leaf_${index}: Tree<[], ${index}> = 1;`).join("\n")}
`;

/** Compilers that this process has started. */
async function compilers(): Promise<readonly number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
      const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      const isOurs = new RegExp(`^PPid:\\s+${process.pid}$`, "m").test(status);
      return isOurs && words.includes("--api") && !/^State:\s+Z/m.test(status) ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

const noneIsLeft = () =>
  vi.waitFor(async () => expect(await compilers()).toEqual([]), { timeout: 30_000 });

/** Kills every compiler that it sees until the question is answered. */
async function killUntilAnswered<Answer>(
  question: Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly killed: ReadonlySet<number> }> {
  let answered = false;
  const asked = question.finally(() => {
    answered = true;
  });
  const killed = new Set<number>();
  while (!answered)
    for (const pid of await compilers()) {
      killed.add(pid);
      kill(pid);
    }
  return { answer: await asked, killed };
}

test("one that is killed in the middle of its work is a problem, and the next is asked as ever", async () => {
  expect(await ask(sound)).toMatchObject({ ok: true, value: { mistakes: [] } });
  // The thread was kept from before: it is replaced, and the question is asked again.
  const { answer, killed } = await killUntilAnswered(ask(endless));
  expect(answer).toMatchObject({ problems: [{ code: "script_check_failed" }] });
  expect(killed.size).toBeGreaterThan(1);
  expect(await ask("export const a: string = 1;")).toMatchObject({
    value: { mistakes: [{ number: 2322, at: 13 }] },
  });
});

test("one that is killed in its first moment is not waited for", async () => {
  for (let time = 0; time < 10; time += 1) {
    const { answer } = await killUntilAnswered(ask(endless));
    expect(answer).toMatchObject({ problems: [{ code: "script_check_failed" }] });
  }
});

test("one that does not end is ended, and no process of it is left", async () => {
  expect(await ask(endless)).toMatchObject({
    problems: [{ code: expect.stringMatching(/^script_check_(endless|too_large)$/) }],
  });
  await noneIsLeft();
});

test("one that has answered is ended, too", async () => {
  await Promise.all([ask(sound), ask(sound), ask(sound)]);
  await noneIsLeft();
});
