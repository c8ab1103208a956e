/**
 * Connections that many statements share at once: each is sent without waiting for the answers
 * before it, which spares both sides most of the waiting. For statements that read a
 * row by its key: they take no lock and no time, so that none holds up those behind it.
 */
import pg from "pg";
import type { Statement, StatementResult } from "./database.ts";

export interface SharedConnections {
  run(statement: Statement): Promise<StatementResult>;
  close(): Promise<void>;
}

type Run = (client: pg.Client, statement: Statement) => Promise<StatementResult>;

interface Lane {
  client: Promise<pg.Client> | null;
}

export function openSharedConnections(
  config: pg.ClientConfig,
  count: number,
  run: Run,
): SharedConnections {
  const lanes: readonly Lane[] = Array.from({ length: count }, () => ({ client: null }));
  let turn = 0;
  return {
    run: async (statement) => {
      turn = (turn + 1) % lanes.length;
      const lane = lanes[turn];
      if (lane === undefined) throw new Error("There is no shared connection");
      lane.client ??= connect(config, lane);
      return run(await lane.client, statement);
    },
    close: async () => {
      await Promise.all(
        lanes.map(async (lane) => {
          const client = await lane.client?.catch(() => null);
          lane.client = null;
          await client?.end().catch(() => undefined);
        }),
      );
    },
  };
}

/** A connection that ends is forgotten; the next statement opens another. */
async function connect(config: pg.ClientConfig, lane: Lane): Promise<pg.Client> {
  const client = new pg.Client({ ...config, pipeline: true });
  const forget = () => {
    lane.client = null;
  };
  client.on("error", forget);
  client.on("end", forget);
  try {
    await client.connect();
    return client;
  } catch (error) {
    forget();
    throw error;
  }
}
