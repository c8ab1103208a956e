/** Files that are said with an opinion: held by the task, read by whoever reads the opinion. */
import { pointer, problem } from "../../metadata/problem.ts";
import type { OpinionFile } from "../../metadata/task-wire.ts";
import type { Executor } from "../db/database.ts";
import { dropUses, filesOfUses, insertUses, opinionPlace, readFiles } from "../files/file-rows.ts";
import { Refused } from "../records/writer.ts";
import type { Acting } from "./hold-task.ts";

/** Files of one opinion. */
export const opinionFilesMaximum = 20;

/** The task holds them from now on; each was uploaded by who says it. @throws Refused */
export async function holdFilesOf(
  { writer, actor }: Acting,
  task: string,
  files: readonly string[],
): Promise<void> {
  if (files.length === 0) return;
  const { executor, catalog } = writer;
  const known = await readFiles(executor, catalog.schema, files, true);
  const strange = files.flatMap((file, index) =>
    known.get(file)?.by === actor ? [] : [problem("unknown_file", pointer("/files", index))],
  );
  if (strange.length > 0) throw new Refused(strange);
  const uses = files.map((file) => ({ file, record: task, ...opinionPlace }));
  await insertUses(executor, catalog.schema, uses);
}

/** What was said is unsaid. */
export const dropFilesOf = ({ writer }: Acting, task: string): Promise<void> =>
  dropUses(writer.executor, writer.catalog.schema, { record: task, ...opinionPlace });

/** By task, in the order in which they were uploaded. */
export async function filesOfTasks(
  executor: Executor,
  schema: string,
  tasks: readonly string[],
): Promise<ReadonlyMap<string, readonly OpinionFile[]>> {
  const held = await filesOfUses(executor, schema, opinionPlace, tasks);
  return new Map(
    [...held].map(([task, files]) => [
      task,
      files.map(({ id, name, type, size }) => ({ id, name, type, size })),
    ]),
  );
}
