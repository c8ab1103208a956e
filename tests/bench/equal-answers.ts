/** Both servers must do the same work: the same question gets the same rows and figures. */
import type { Contender } from "./contenders.ts";
import type { LoadRequest } from "./http-load.ts";
import type { Workload } from "./workloads.ts";

/**
 * Sends one request of `workload` to each contender and compares what comes back.
 * Throws when a status or the meaning differs.
 */
export async function assertEqualAnswers(
  workload: Workload,
  contenders: readonly Contender[],
): Promise<void> {
  const texts: string[] = [];
  for (const contender of contenders) {
    const answer = await send(contender, sameRequest(workload, contender));
    if (answer.status !== workload.expectedStatus) {
      throw new Error(
        `${workload.name}: ${contender.name} answers ${answer.status}: ${JSON.stringify(answer.body).slice(0, 400)}`,
      );
    }
    texts.push(JSON.stringify(essence(workload.name, answer.body)));
  }
  if (texts.some((text) => text !== texts[0])) {
    throw new Error(`${workload.name}: the answers differ\n${texts.join("\n").slice(0, 2000)}`);
  }
}

/** Random ids and amounts are replaced, so that both are asked for the same record. */
function sameRequest(workload: Workload, contender: Contender): LoadRequest {
  const request = workload.request[contender.name]();
  const path = request.path.replace(
    /[0-9a-f]{8}-0000-4000-8000-[0-9a-f]{12}/,
    "00000000-0000-4000-8000-000000000abc",
  );
  const body = request.body?.replace(/"credit_limit":"[^"]*"/, '"credit_limit":"777.25"');
  return { ...request, path, ...(body === undefined ? {} : { body }) };
}

async function send(
  contender: Contender,
  request: LoadRequest,
): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`http://127.0.0.1:${contender.port}${request.path}`, {
    method: request.method,
    headers: {
      ...contender.headers,
      ...request.headers,
      ...(request.body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return { status: answer.status, body: await answer.json() };
}

type Row = Readonly<Record<string, unknown>>;
const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null;

const compared = "name code industry credit_limit tax_no phone status account_manager".split(" ");

/** What must be equal; new ids, codes and times of writing are not. */
function essence(workload: string, body: unknown): unknown {
  const answer = isRow(body) ? body : {};
  const rows = Array.isArray(answer.data) ? answer.data.filter(isRow) : [];
  switch (workload) {
    case "get":
    case "patch":
      return compared.map((name) => answer[name]);
    case "create":
      return compared
        .filter((name) => !["name", "code"].includes(name))
        .map((name) => answer[name]);
    case "lookup":
      return rows.map((row) => [row.id, row.number, row.amount, customerOf(row)]);
    case "aggregate":
      return rows
        .map((row) =>
          [row.status, ...Object.values(row).filter((value) => value !== row.status)]
            .map(String)
            .sort(),
        )
        .sort((left, right) => (left.join() < right.join() ? -1 : 1));
    default:
      return [answer.count, ...rows.map((row) => [row.id, ...compared.map((name) => row[name])])];
  }
}

function customerOf(row: Row): unknown {
  const customer = row.customer;
  return isRow(customer) ? ["id", ...compared].map((name) => customer[name]) : null;
}
