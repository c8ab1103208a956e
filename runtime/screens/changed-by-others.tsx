import { createSignal, Match, Switch } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson } from "../../metadata/wire.ts";
import { text } from "../language/messages.ts";
import { recordAddress } from "../state/addresses.ts";
import { useApplication } from "../state/application.ts";
import { whenLoaded } from "../state/when-loaded.ts";
import { Notice } from "../ui/message.tsx";
import "./changed-by-others.css";

/** Says beside a form that its record is another by now; what is typed stays as it is. */
export function ChangedByOthers(props: {
  readonly model: ObjectModel;
  /** The record as the form began with it. */
  readonly base: RecordJson;
  /** One's own change is on its way. */
  readonly quiet: boolean;
}) {
  const application = useApplication();
  const [news, setNews] = createSignal<"changed" | "gone">();
  const changed = (revision: number | null) => {
    if (revision !== null && revision > props.base.revision && !props.quiet) setNews("changed");
  };
  /** After a time in which nothing was heard, the record itself says whether it has changed. */
  const compare = async () => {
    const { model, base } = props;
    const answer = await application.client.request<RecordJson>(
      "GET",
      `/records/${model.name}/${base.id}`,
      { query: { fields: "id" } },
    );
    if (answer.ok) changed(answer.body.revision);
    else if (answer.problem.status === 404) setNews("gone");
  };
  whenLoaded(
    () => import("../state/follow-record.ts"),
    ({ followRecord }) =>
      followRecord(
        application,
        () => props.model.name,
        () => props.base.id,
        {
          onChanged: (revision) => (revision === null ? void compare() : changed(revision)),
          onGone: () => setNews("gone"),
        },
      ),
  );
  return (
    <div class="changed-by-others" role="status">
      <Switch>
        <Match when={news() === "changed"}>
          <Notice>
            {text("changed_by_others")}{" "}
            <a href={recordAddress(props.model.name, props.base.id)} target="_blank" rel="noopener">
              {text("changed_by_others_show")}
            </a>
          </Notice>
        </Match>
        <Match when={news() === "gone"}>
          <Notice kind="warning">{text("gone_by_others")}</Notice>
        </Match>
      </Switch>
    </div>
  );
}
