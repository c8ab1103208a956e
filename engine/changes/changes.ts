/** The streams of this process: how many there may be, who follows which workspace, the end. */
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { type Follower, type FollowerServices, followWorkspace } from "./follower.ts";
import { openStream } from "./stream.ts";
import { type AskedChanges, makeSubscription, type Subscription } from "./subscription.ts";

export interface Changes {
  /** The stream as the body of an answer. */
  open(asked: AskedChanges): Promise<Result<ReadableStream<Uint8Array>>>;
  /** Ends every stream and takes no more. */
  stop(): Promise<void>;
}

/** Streams of one account in one process. */
export const streamsPerAccount = 20;
/** Seconds after which one who has too many may ask again: some may have ended. */
const retrySeconds = 10;

/** `maximum`: streams of this process. */
export function createChanges(services: FollowerServices, maximum: number): Changes {
  const followers = new Map<string, { readonly follower: Follower; streams: number }>();
  const perAccount = new Map<string, number>();
  const open = new Set<Subscription>();
  const stopping = new Set<Promise<void>>();
  let count = 0;
  let stopped = false;

  const refusal = (account: string) => {
    if (stopped) return problem("unavailable");
    if (count >= maximum) return problem("server_streams_full");
    return (perAccount.get(account) ?? 0) >= streamsPerAccount
      ? problem("too_many_streams", "", { maximum: streamsPerAccount, seconds: retrySeconds })
      : null;
  };

  const counted = (account: string, step: 1 | -1): void => {
    count += step;
    const own = (perAccount.get(account) ?? 0) + step;
    if (own === 0) perAccount.delete(account);
    else perAccount.set(account, own);
    services.observe({ kind: "change_streams", open: count });
  };

  const followerOf = ({ receiver, reader }: AskedChanges) => {
    const { workspace: name, schema } = reader().catalog;
    let entry = followers.get(receiver.workspaceId);
    if (entry === undefined) {
      entry = { follower: followWorkspace(services, { name, schema }), streams: 0 };
      followers.set(receiver.workspaceId, entry);
    }
    entry.streams++;
    return entry;
  };

  return {
    open: async (asked) => {
      const { account, workspaceId } = asked.receiver;
      const refused = refusal(account);
      if (refused !== null) return failure(refused);
      counted(account, 1);
      const entry = followerOf(asked);
      const stream = openStream(asked.disconnect, () => {
        open.delete(subscription);
        entry.follower.leave(subscription);
        counted(account, -1);
        if (--entry.streams > 0) return;
        followers.delete(workspaceId);
        const stop: Promise<void> = entry.follower.stop().finally(() => stopping.delete(stop));
        stopping.add(stop);
      });
      const subscription = makeSubscription(asked, stream, services.secrets);
      open.add(subscription);
      try {
        await entry.follower.join(subscription);
      } catch (error) {
        subscription.end("unavailable");
        throw error;
      }
      return success(stream.body);
    },
    stop: async () => {
      stopped = true;
      for (const subscription of open) subscription.end("stopping");
      await Promise.all(stopping);
    },
  };
}
