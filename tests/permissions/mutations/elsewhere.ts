/** Lines that ask what somebody may do and that no mutation takes away: by file, with the reason. */

const judged = "only finds what a line after it decides by, and that line is taken away";
const faster = "spares a question whose answer would be the same";
const secondNet = "stands behind another predicate, see the second nets";
const toldOnly = "says what holds and keeps nobody out";

export const elsewhere: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "engine/access/administration.ts": {
    "const authority = await requireAuthority(transaction, by);": judged,
  },
  "engine/access/authority.ts": {
    "const authority = await requireAuthority(executor, by);": judged,
  },
  "engine/access/invitations.ts": {
    "const authority = await requireAuthority(transaction, by);": judged,
  },
  "engine/access/roles.ts": {
    "const found = of(model).reach(verb);": judged,
  },
  "engine/access/visible-objects.ts": {
    "const sight = model === undefined ? null : sightOf(catalog, rights, model);": judged,
    "const sight = sightOf(catalog, rights, model);": judged,
    "(path) => sight.isSeen(path) && sight.isWritable(path) && sight.showsOrigin(path),": faster,
  },
  "engine/changes/subscription.ts": {
    'const readsAll = (model: ObjectModel): boolean => rights.reach(model, "read") === null;':
      judged,
    'const within = await idsWithin(asked.reader(), model, ids, "read");': judged,
  },
  "engine/http/begin-session.ts": {
    "...(mustSetUpFactor(services.config, principal, rights) ? { second_factor_needed: true } : {}),":
      toldOnly,
  },
  "engine/http/routes/users.ts": {
    "const judgement = await judged(requireAuthority(database, administratorOf(exchange)));":
      judged,
    "const found = await judged(requireGovernable(database, administratorOf(exchange), id));":
      judged,
  },
  "engine/http/routes/view-as.ts": {
    "const found = await judged(requireHeld(services.database, administratorOf(exchange), id));":
      judged,
  },
  "engine/import/import-plan.ts": {
    "if (isSeen(name)) return name;": judged,
    "return titled !== undefined && isSeen(titled) ? titled : null;": judged,
  },
  "engine/query/joins.ts": {
    'if (!rights.mayUse(model, "read")) return sql`(select * from ${table} where false)`;':
      secondNet,
    'if (rights.reach(model, "read") === null) return table;': faster,
    'const { row, condition } = withinReach(model, { catalog, aliases, rights }, "read");': judged,
    "return { row, condition: reachCondition(row, catalog, rights, verb, rowsOf) };": judged,
  },
  "engine/query/reach-branches.ts": {
    'const reach = rights.reach(model, "read");': judged,
    "scopeCondition(scope, row, catalog, rowsOf);": judged,
  },
  "engine/query/standing.ts": {
    'const reach: Rights["reach"] = (model, verb) => withoutSharedScope(rights.reach(model, verb));':
      faster,
  },
  "engine/query/record-reach.ts": {
    "const reach = rights.reach(source.model, each);": judged,
    "unions.map((scopes) => unionCondition(scopes, source, catalog, rowsOf)),": judged,
    "scopes.map((scope) => scopeCondition(scope, source, catalog, rowsOf)),": judged,
    "const reach = rights.reach(model, each);": judged,
  },
  "engine/records/explain-access.ts": {
    'const scopes = scopesIn(permission.reach("read"), permission.reach(reachingVerb(verb)));':
      judged,
    '!rights.mayUse(input.model, "read") ||': toldOnly,
    "!rights.mayRead(input.model, input.field) ||": toldOnly,
    '(input.related && rights.reach(input.model, "read") !== null),': toldOnly,
  },
  "engine/records/former-record.ts": {
    "const seen = readsEverything(reader.rights, model) || (await readRecord(reader, model, id)).ok;":
      judged,
  },
  "engine/records/hold-files.ts": {
    "const readable = own || asker.writer.rights.mayRead(model, field);": judged,
  },
  "engine/records/possible-transitions.ts": {
    'reachesAllOf(writer.rights, model, "read") ||': judged,
    '(await idsWithin(writer, model, [id], "read")).has(id);': judged,
  },
  "engine/records/restore-deleted.ts": {
    "const refused = unwritableFields(writer.rights, model, values);": judged,
  },
  "engine/records/shares.ts": {
    "const reach = rights.reach(model, verb);": judged,
    'const seen = await idsWithin(reader, model, [id], "read");': judged,
  },
  "engine/records/transition.ts": {
    "const refused = unwritableFields(writer.rights, model, value);": judged,
  },
  "engine/records/unwritable.ts": {
    "unwritableFields(rights, children, row, pointer(path, name, index)),": judged,
  },
  "engine/records/within-reach.ts": {
    "const { row, condition } = withinReach(model, options, verb);": judged,
    "if (reachesAllOf(reader.rights, model, verb)) return;": faster,
    'const seen = await idsWithin(reader, target, ids, "read");': judged,
    'return target !== undefined && !rights.mayUse(target, "read");': judged,
  },
  "engine/records/written-states.ts": {
    "const refused = unwritableFields(writer.rights, model, value);": judged,
  },
  "metadata/access/explanation.ts": {
    "reachSteps(verb, permission.reach(verb), holds),": judged,
  },
  "metadata/access/visible-object.ts": {
    "const seen = (name: string): boolean => sight.isSeen(`${prefix}${name}`);": judged,
  },
};

interface SecondNet {
  readonly file: string;
  /** Stands in the file. */
  readonly text: string;
  readonly why: string;
}

/** Predicates that nothing would be seen without, because another one stands behind them. */
export const secondNets: readonly SecondNet[] = [
  {
    file: "engine/access/authority.ts",
    text: 'if (permissions.delegations.length === 0) throw new Unpermitted(problem("not_permitted"));',
    why: "who has the people of no department finds none that are his; he is told why",
  },
  {
    file: "engine/access/authority.ts",
    text: "if (department === null) continue;",
    why: "who works in no department has the people of none: the place of who is nowhere is never one of his",
  },
  {
    file: "engine/access/authority.ts",
    text: "place !== null && departments.has(place),",
    why: "no department is never among his, because who works in none has none",
  },
  {
    file: "engine/http/routes/owner.ts",
    text: 'objectOf(exchange, "update");',
    why: "records that may not be changed are looked for anew when they are given away, and none is found",
  },
  {
    file: "engine/access/provider.ts",
    text: "signed.filter((name) => algorithms.includes(name)),",
    why: "the library verifies no signature that the client's secret could make; should it learn to, this list stands",
  },
  {
    file: "engine/import/rows-to-records.ts",
    text: "rowSource(key.target, { catalog, rights, aliases: makeAliases() });",
    why: "whatever a key finds is looked at again when it is written, and refused in the same words",
  },
  {
    file: "engine/query/joins.ts",
    text: 'if (!rights.mayUse(model, "read")) return sql`(select * from ${table} where false)`;',
    why: "expressions, orders and selections name nothing of an object that may not be used; should one learn to, there are no rows",
  },
  {
    file: "engine/query/record-reach.ts",
    text: 's."object" = ${parameter(id, "text")}',
    why: "ids are unique in a workspace; the index of shares begins with receiver and object",
  },
];
