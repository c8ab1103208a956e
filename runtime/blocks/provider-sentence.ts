import type { ProblemJson } from "../../metadata/wire.ts";
import { problemSentence } from "./problem-view.tsx";

/** Of a problem on the way to or from the provider: that it is away is not that the server is. */
export const providerSentence = (problem: ProblemJson): string =>
  problem.code === "provider_unreachable" ? problem.detail : problemSentence(problem);
