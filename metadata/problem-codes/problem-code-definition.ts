import type { Text } from "../text.ts";

/** The status of the answer that a problem ends a request with, and its sentence. */
export interface ProblemCodeDefinition {
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 408
    | 409
    | 412
    | 413
    | 415
    | 416
    | 422
    | 428
    | 429
    | 431
    | 500
    | 503
    | 507;
  readonly message: Text;
}
