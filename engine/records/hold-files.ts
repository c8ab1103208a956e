/**
 * Files that records name. A write may name a file that its writer has uploaded, or that this field
 * of this record has held before and the writer may read; any other does not exist for him. What
 * is stored of a file is the engine's own word, whatever the caller wrote beside the id.
 */
import { filesIn } from "../../metadata/fields/values/file-value.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import { valueProblems } from "../../metadata/validate/validate-value.ts";
import {
  type FileUse,
  insertUses,
  readFiles,
  readUses,
  type StoredFile,
} from "../files/file-rows.ts";
import { withReadableHints } from "./unwritable.ts";
import { Refused, type Writer } from "./writer.ts";

type Values = Readonly<Record<string, unknown>>;

interface HoldingRecord {
  readonly id: string;
  readonly values: Values;
  /** True of fields whose values the record itself held, as it comes back: they ask for no right. */
  isOwn?(field: FieldModel): boolean;
}

/** A value with files, where it stands. */
interface Holding {
  readonly field: FieldModel;
  readonly value: unknown;
  /** Ids of the field and of the one whose rows it stands in. */
  readonly key: string;
  readonly path: string;
  /** Whether the writer may read what the field held before. */
  readonly readable: boolean;
}

/** Whether values of the object name any file. */
export function namesFiles(model: ObjectModel, values: Values): boolean {
  return model.fields.some(({ name, type, children }) => {
    const value = values[name];
    if (value === null || value === undefined) return false;
    if (type.holdsFiles) return true;
    return children !== null && rowsIn(value).some((row) => namesFiles(children, row));
  });
}

/**
 * The same records with their files as the engine knows them; the records hold them from now on.
 * Inside the transaction that stores the records. `many`: paths begin with an index. @throws Refused
 */
export async function holdFiles(
  writer: Writer,
  model: ObjectModel,
  records: readonly HoldingRecord[],
  many: boolean,
): Promise<readonly Values[]> {
  const found = records.map(({ values, isOwn }, index) =>
    namesFiles(model, values)
      ? holdingsOf({ writer, isOwn }, model, values, "", many ? pointer("", index) : "")
      : [],
  );
  const ids = [...new Set(found.flat().flatMap(({ value }) => filesIn(value).map(({ id }) => id)))];
  if (ids.length === 0) return records.map(({ values }) => values);
  const { executor, catalog } = writer;
  const files = await readFiles(executor, catalog.schema, ids, true);
  const held = new Set(
    (
      await readUses(
        executor,
        catalog.schema,
        ids,
        records.map(({ id }) => id),
      )
    ).map(keyOf),
  );
  const uses = new Map<string, FileUse>();
  const problems: Problem[] = [];
  const known = records.map(({ id: record, values }, index) => {
    const allowed = (holding: Holding, file: StoredFile) => {
      const use = { file: file.id, object: model.id, record, field: holding.key };
      const mine = writer.actor === null || file.by === writer.actor;
      if (!mine && !(holding.readable && held.has(keyOf(use)))) return false;
      uses.set(keyOf(use), use);
      return true;
    };
    const settled = new Map<string, unknown>();
    for (const holding of found[index] ?? []) {
      const [value, wrong] = settle(holding, files, allowed);
      settled.set(holding.path, value);
      problems.push(...wrong);
    }
    return withSettled(model, values, many ? pointer("", index) : "", settled);
  });
  if (problems.length > 0) throw new Refused(withReadableHints(writer.rights, model, problems));
  const fresh = [...uses.values()].filter((use) => !held.has(keyOf(use)));
  if (fresh.length > 0) await insertUses(executor, catalog.schema, fresh);
  return known;
}

const keyOf = ({ file, object, record, field }: FileUse): string =>
  [file, object, record, field].join();

const rowsIn = (value: unknown): readonly Values[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

interface HoldingAsker {
  readonly writer: Writer;
  readonly isOwn: HoldingRecord["isOwn"];
}

function holdingsOf(
  asker: HoldingAsker,
  model: ObjectModel,
  values: Values,
  through: string,
  path: string,
): readonly Holding[] {
  return model.fields.flatMap((field): readonly Holding[] => {
    const { id, name, type, children } = field;
    const value = values[name];
    const at = pointer(path, name);
    const key = `${through}${id}`;
    const own = asker.isOwn?.(field) === true;
    const below = { ...asker, isOwn: () => own };
    const readable = own || asker.writer.rights.mayRead(model, field);
    if (children !== null)
      return rowsIn(value).flatMap((row, index) =>
        holdingsOf(below, children, row, `${key}/`, pointer(at, index)).map((holding) => ({
          ...holding,
          readable: own || (holding.readable && readable),
        })),
      );
    return type.holdsFiles ? [{ field, value, key, path: at, readable }] : [];
  });
}

/** A value with what is known of its files, and what is wrong with them. */
function settle(
  { field, value, path, ...rest }: Holding,
  files: ReadonlyMap<string, StoredFile>,
  allowed: (holding: Holding, file: StoredFile) => boolean,
): readonly [unknown, readonly Problem[]] {
  const many = Array.isArray(value);
  const problems: Problem[] = [];
  const known = filesIn(value).flatMap(({ id }, index) => {
    const file = files.get(id);
    if (file === undefined || !allowed({ field, value, path, ...rest }, file)) {
      problems.push(problem("unknown_file", many ? pointer(path, index) : path));
      return [];
    }
    return [{ id, name: file.name, type: file.type, size: file.size }];
  });
  if (problems.length > 0) return [value, problems];
  const settled = many ? known : (known[0] ?? null);
  if (settled === null) return [settled, []];
  const wrong = valueProblems(field.schema, field.type, settled);
  return [settled, wrong.map((item) => ({ ...item, path: `${path}${item.path}` }))];
}

function withSettled(
  model: ObjectModel,
  values: Values,
  path: string,
  settled: ReadonlyMap<string, unknown>,
): Values {
  const changed = model.fields.flatMap(({ name, children }): readonly [string, unknown][] => {
    const at = pointer(path, name);
    const value = values[name];
    if (settled.has(at)) return Object.hasOwn(values, name) ? [[name, settled.get(at)]] : [];
    if (children === null || !Array.isArray(value)) return [];
    return [
      [
        name,
        value.map((row, index) =>
          isJsonObject(row) ? withSettled(children, row, pointer(at, index), settled) : row,
        ),
      ],
    ];
  });
  return { ...values, ...Object.fromEntries(changed) };
}
