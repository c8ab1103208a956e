/** What the screens offer of an object to who is signed in; the server decides. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Application } from "./application.ts";

/** How a workspace is organised is for its administrators to change. */
export const mayChange = ({ session }: Application, { builtIn }: ObjectModel): boolean =>
  !builtIn || session.who()?.can_design === true;

/** People come and go with their accounts. */
export const mayAdd = (application: Application, model: ObjectModel): boolean =>
  !model.comesWithAccounts && mayChange(application, model);
