import type { Problem, ProblemCode } from "../../problem.ts";

/** Receives one mistake of the document under check; `path` is a JSON Pointer into it. */
export type Report = (code: ProblemCode, path: string, params?: Problem["params"]) => void;
