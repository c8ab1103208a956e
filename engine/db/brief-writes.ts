/**
 * Single statements that write one record. While a connection is free each has one to itself; when
 * all are taken, a statement is sent behind another of its kind instead of waiting for its answer,
 * which spares both sides most of the waiting. Whoever else waits for a connection of the pool goes first.
 */
import type pg from "pg";
import type { Statement, StatementResult } from "./database.ts";

type Run = (client: pg.PoolClient, statement: Statement) => Promise<StatementResult>;

/** A connection of the pool while it carries such statements. */
interface Lane {
  readonly client: pg.PoolClient;
  pending: number;
  /** It carries no more, and is not given back. */
  isLost: boolean;
}

interface Waiting {
  readonly statement: Statement;
  resolve(result: StatementResult): void;
  reject(error: unknown): void;
}

/**
 * Statements on one connection at once. A statement may have to wait for a lock, and then holds up
 * those sent behind it, which is why they are few.
 */
const pendingMaximum = 4;

/**
 * @param pool its connections send without waiting (`pipeline`)
 * @param size how many it may hold
 * @param endsConnection whether a statement that failed so may have taken its connection along
 */
export function shareForWrites(
  pool: pg.Pool,
  size: number,
  run: Run,
  endsConnection: (error: unknown) => boolean,
): (statement: Statement) => Promise<StatementResult> {
  const lanes: Lane[] = [];
  const queue: Waiting[] = [];
  let connecting = 0;

  const freeConnections = () => size - (pool.totalCount - pool.idleCount) - connecting;
  const othersWait = () => pool.waitingCount > connecting;

  /** Lets the statements that wait go ahead as far as connections allow. */
  const proceed = (): void => {
    while (queue.length > connecting && (freeConnections() > 0 || othersWait())) void openLane();
    while (queue.length > 0 && !othersWait()) {
      const lane = quietest(lanes);
      if (lane === undefined || lane.pending >= pendingMaximum) break;
      carry(lane, queue.shift() as Waiting);
    }
    if (queue.length > 0 && connecting === 0 && lanes.length === 0) void openLane();
  };

  const openLane = async (): Promise<void> => {
    connecting++;
    try {
      const lane: Lane = { client: await pool.connect(), pending: 0, isLost: false };
      connecting--;
      lanes.push(lane);
      const first = queue.shift();
      if (first === undefined) close(lane);
      else carry(lane, first);
    } catch (error) {
      connecting--;
      queue.shift()?.reject(error);
    }
    proceed();
  };

  const carry = (lane: Lane, waiting: Waiting): void => {
    lane.pending++;
    const done = () => {
      lane.pending--;
      proceed();
      if (lane.pending === 0) close(lane);
    };
    run(lane.client, waiting.statement).then(
      (result) => {
        waiting.resolve(result);
        done();
      },
      (error: unknown) => {
        waiting.reject(error);
        if (endsConnection(error)) lose(lane);
        done();
      },
    );
  };

  const leave = (lane: Lane): void => {
    const place = lanes.indexOf(lane);
    if (place >= 0) lanes.splice(place, 1);
  };

  const lose = (lane: Lane): void => {
    lane.isLost = true;
    leave(lane);
  };

  const close = (lane: Lane): void => {
    leave(lane);
    lane.client.release(lane.isLost);
  };

  return (statement) =>
    new Promise((resolve, reject) => {
      queue.push({ statement, resolve, reject });
      proceed();
    });
}

const quietest = (lanes: readonly Lane[]): Lane | undefined =>
  lanes.reduce<Lane | undefined>(
    (best, lane) => (best === undefined || lane.pending < best.pending ? lane : best),
    undefined,
  );
