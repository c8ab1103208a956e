import { createResource, createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import type { VersionList } from "../../metadata/wire.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Button, LinkButton } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Notice, Skeleton } from "../../runtime/ui/message.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { VersionReturn } from "./version-return.tsx";

type Version = VersionList["data"][number];

/** Everything that was ever published, newest first; any of it can be published again. */
export function VersionsDialog(props: { readonly onClose: () => void }) {
  const { session } = useDesigner();
  const [versions, { refetch }] = createResource(locale, () => session.api.versions());
  const [asked, setAsked] = createSignal<number>();
  const published = async (version: number) => {
    setAsked(undefined);
    await session.reload();
    await refetch();
    showToast(text("published_again", { version }));
  };
  return (
    <Dialog open wide title={text("versions")} closeLabel={text("close")} onClose={props.onClose}>
      <Switch>
        <Match when={versions.error}>
          <Notice kind="danger">{text("versions_failed")}</Notice>
        </Match>
        <Match when={versions.latest}>
          {(list) => (
            <ol class="versions">
              <For each={list().data} fallback={<p class="pane-note">{text("no_versions")}</p>}>
                {(version) => (
                  <VersionRow
                    version={version}
                    asked={asked() === version.version}
                    onAsk={(open) => setAsked(open ? version.version : undefined)}
                  >
                    <VersionReturn
                      version={version.version}
                      onCancel={() => setAsked(undefined)}
                      onPublished={() => void published(version.version)}
                      onLeave={props.onClose}
                    />
                  </VersionRow>
                )}
              </For>
            </ol>
          )}
        </Match>
        <Match when={versions.loading}>
          <Skeleton width="70%" />
        </Match>
      </Switch>
    </Dialog>
  );
}

function VersionRow(props: {
  readonly version: Version;
  readonly asked: boolean;
  /** What is shown when it is asked for. */
  readonly children: JSX.Element;
  readonly onAsk: (open: boolean) => void;
}) {
  const { workspace } = useDesigner();
  const when = () =>
    new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(
      new Date(props.version.published_at),
    );
  return (
    <li class="version">
      <div class="version-head">
        <span class="version-number">v{props.version.version}</span>
        <span class="version-message">{props.version.message || text("no_message")}</span>
        <Show
          when={!props.version.current}
          fallback={<span class="mark mark-current">{text("current")}</span>}
        >
          <LinkButton
            small
            href={`/${workspace}/designer/?version=${props.version.version}${location.hash}`}
          >
            {text("look_at_version")}
          </LinkButton>
          <Button small onClick={() => props.onAsk(!props.asked)} aria-expanded={props.asked}>
            {text("publish_again")}
          </Button>
        </Show>
      </div>
      <p class="version-meta">
        {when()} · {props.version.author}
      </p>
      <Show when={props.version.changes.length > 0}>
        <details>
          <summary>{text("change_count", { count: props.version.changes.length })}</summary>
          <ul class="version-changes">
            <For each={props.version.changes}>{(sentence) => <li>{sentence}</li>}</For>
          </ul>
        </details>
      </Show>
      <Show when={props.asked}>{props.children}</Show>
    </li>
  );
}
