/** Names of types: of every object one of its own, which nothing else in the declarations has. */

/** `sales_order` → `SalesOrder` */
const typeName = (name: string): string =>
  name.replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());

export interface TypeNames {
  /** The record of an object as it is read: `SalesOrder`. */
  record(object: string): string;
  /** What a new record is made of: `NewSalesOrder`. */
  created(object: string): string;
}

/**
 * @param taken the words of the declarations around: an object called `promise` must not become the
 * promise that those speak of
 */
export function typeNames(objects: readonly string[], taken: ReadonlySet<string>): TypeNames {
  const used = new Set(taken);
  const records = new Map<string, string>();
  const created = new Map<string, string>();
  for (const object of objects) {
    let name = typeName(object);
    while (used.has(name) || used.has(`New${name}`)) name = `${name}Record`;
    used.add(name).add(`New${name}`);
    records.set(object, name);
    created.set(object, `New${name}`);
  }
  const find = (names: ReadonlyMap<string, string>, object: string): string => {
    const name = names.get(object);
    if (name === undefined) throw new Error(`There is no type of the object ${object}`);
    return name;
  };
  return { record: (object) => find(records, object), created: (object) => find(created, object) };
}
