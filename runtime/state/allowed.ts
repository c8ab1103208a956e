/** What the screens offer to who is signed in; the server decides. */
import type { ObjectRight } from "../../metadata/access/role.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { Application } from "./application.ts";

/** Whether there are records of the object at all with which this may be done. */
export const mayDo = ({ catalog }: Application, model: ObjectModel, right: ObjectRight): boolean =>
  catalog.rights(model.name).includes(right);

export const mayChange = (application: Application, model: ObjectModel): boolean =>
  mayDo(application, model, "update");

/** People come and go with their accounts. */
export const mayAdd = (application: Application, model: ObjectModel): boolean =>
  !model.comesWithAccounts && mayDo(application, model, "create");

export const mayRemove = (application: Application, model: ObjectModel): boolean =>
  !model.comesWithAccounts && mayDo(application, model, "delete");
