import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { fieldTypeByName } from "../../metadata/fields/index.ts";
import { modelNamed } from "../../metadata/model/row-models.ts";
import type { OpenConversions, ProblemJson, RemovedThings } from "../../metadata/wire.ts";
import { locale } from "../../runtime/language/locale.ts";
import { recordAddress } from "../../runtime/state/addresses.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Notice, Skeleton } from "../../runtime/ui/message.tsx";
import type { DraftModels } from "../document/draft-models.ts";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";

type Removed = RemovedThings["data"][number];
type Conversion = OpenConversions["data"][number];

/** What earlier versions took out and is kept hidden, and the values that did not convert. */
export function KeptDialog(props: { readonly onClose: () => void }) {
  const { session } = useDesigner();
  const [kept, { refetch }] = createResource(locale, async () => {
    const [removed, conversions] = await Promise.all([
      session.api.removed(),
      session.api.conversions(),
    ]);
    return {
      removed: removed.data,
      conversions: conversions.data.filter(({ count }) => count > 0),
    };
  });
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const letGo = async (what: "removed" | "conversions", id: string) => {
    setRefusal((await session.api.letGo(what, id)) ?? undefined);
    await refetch();
  };
  return (
    <Dialog open wide title={text("kept_data")} closeLabel={text("close")} onClose={props.onClose}>
      <Show when={refusal()}>
        {(problem) => (
          <Notice kind="danger" alert>
            {problem().detail || problem().title}
          </Notice>
        )}
      </Show>
      <Switch>
        <Match when={kept.error}>
          <Notice kind="danger">{text("kept_failed")}</Notice>
        </Match>
        <Match when={kept.latest}>
          {(found) => (
            <div class="kept">
              <h3>{text("conversions")}</h3>
              <ul class="versions">
                <For
                  each={found().conversions}
                  fallback={<li class="pane-note">{text("no_conversions")}</li>}
                >
                  {(list) => (
                    <ConversionRow
                      list={list}
                      onDismiss={() => void letGo("conversions", list.id)}
                    />
                  )}
                </For>
              </ul>
              <h3>{text("removed_things")}</h3>
              <ul class="versions">
                <For
                  each={found().removed}
                  fallback={<li class="pane-note">{text("no_removed_things")}</li>}
                >
                  {(thing) => (
                    <RemovedRow thing={thing} onPurge={() => void letGo("removed", thing.id)} />
                  )}
                </For>
              </ul>
            </div>
          )}
        </Match>
        <Match when={kept.loading}>
          <Skeleton width="70%" />
        </Match>
      </Switch>
    </Dialog>
  );
}

const place = (thing: { readonly object: string; readonly field: string | null }): string =>
  thing.field === null ? thing.object : `${thing.object}.${thing.field}`;

/** `Asset › Customer’s city`, by the titles of what is there; its API names where it is gone. */
function titledPlace(models: DraftModels, list: Conversion): string {
  const model = modelNamed(list.object, models);
  const field = model?.byName.get(list.field);
  return model && field ? `${model.title} › ${field.title}` : place(list);
}

function RemovedRow(props: { readonly thing: Removed; readonly onPurge: () => void }) {
  const designer = useDesigner();
  const [asked, setAsked] = createSignal(false);
  const when = () =>
    new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(
      new Date(props.thing.removed_at),
    );
  return (
    <li class="version">
      <div class="version-head">
        <span class="version-message">
          {props.thing.title} <code class="muted">{place(props.thing)}</code>
        </span>
        <span class="version-actions">
          <Button small onClick={() => designer.openDialog("versions")}>
            {text("bring_back")}
          </Button>
          <Button small onClick={() => setAsked(!asked())} aria-expanded={asked()}>
            {text("let_go")}
          </Button>
        </span>
      </div>
      <p class="version-meta">
        {text(`removed_${props.thing.kind}`, {
          version: props.thing.version,
          before: props.thing.version - 1,
          when: when(),
        })}
      </p>
      <Show when={asked()}>
        <Notice kind="warning">
          <p>{text("let_go_question", { title: props.thing.title })}</p>
          <div class="form-foot">
            <Button small onClick={() => setAsked(false)}>
              {text("cancel")}
            </Button>
            <Button small variant="danger" onClick={() => props.onPurge()}>
              {text("let_go")}
            </Button>
          </div>
        </Notice>
      </Show>
    </li>
  );
}

/** Values shown; the file holds all that are known. */
const valuesShown = 12;

function ConversionRow(props: { readonly list: Conversion; readonly onDismiss: () => void }) {
  const type = (name: string) => fieldTypeByName(name)?.title[locale()] ?? name;
  const { session } = useDesigner();
  /** An empty text would be a link that nobody sees. */
  const shown = (value: unknown) => String(value ?? "").trim() || text("empty_value");
  const isRecord = () => !props.list.object.includes("$");
  const download = () => {
    const quoted = (value: unknown) => `"${String(value ?? "").replaceAll('"', '""')}"`;
    const rows = props.list.values.map(({ record, value }) => `${quoted(record)},${quoted(value)}`);
    const file = new Blob([["record,value", ...rows, ""].join("\r\n")], { type: "text/csv" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${props.list.object}.${props.list.field}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <li class="version">
      <div class="version-head">
        <span class="version-message">
          <strong title={place(props.list)}>{titledPlace(session.models(), props.list)}</strong>{" "}
          {text("conversion_of", {
            count: props.list.count,
            before: type(props.list.before),
            after: type(props.list.after),
          })}
        </span>
        <span class="version-actions">
          <Button small icon="download" onClick={download}>
            {text("all_as_csv")}
          </Button>
          <Button small onClick={() => props.onDismiss()}>
            {text("dismiss")}
          </Button>
        </span>
      </div>
      <ul class="kept-values">
        <For each={props.list.values.slice(0, valuesShown)}>
          {({ record, value }) => (
            <li>
              <Show when={isRecord()} fallback={shown(value)}>
                <a href={recordAddress(props.list.object, record)} target="_blank" rel="noopener">
                  {shown(value)}
                </a>
              </Show>
            </li>
          )}
        </For>
        <Show when={props.list.count > valuesShown}>
          <li class="muted">{text("and_more", { count: props.list.count - valuesShown })}</li>
        </Show>
      </ul>
    </li>
  );
}
