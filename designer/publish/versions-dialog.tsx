import { createResource, createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import type { ProblemJson, PublishPlan, VersionList } from "../../metadata/wire.ts";
import { locale } from "../../runtime/language/locale.ts";
import { Button, LinkButton } from "../../runtime/ui/button.tsx";
import { Dialog } from "../../runtime/ui/dialog.tsx";
import { Notice, Skeleton } from "../../runtime/ui/message.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { text } from "../language/messages.ts";
import { useDesigner } from "../shell/designer-context.ts";
import { type Answers, isPublishable } from "./plan-answers.ts";
import { PlanReview } from "./plan-review.tsx";
import { PublishProgressBar } from "./publish-progress.tsx";
import { RefusalSentences } from "./refusal-sentences.tsx";

type Version = VersionList["data"][number];

/** Everything that was ever published, newest first; any of it can be published again. */
export function VersionsDialog(props: { readonly onClose: () => void }) {
  const { session } = useDesigner();
  const [versions, { refetch }] = createResource(locale, () => session.api.versions());
  const [asked, setAsked] = createSignal<number>();
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const [plan, setPlan] = createSignal<PublishPlan>();
  const [answers, setAnswers] = createSignal<Answers>({});
  const ask = (version: number | undefined) => {
    setAsked(version);
    setPlan(undefined);
    setAnswers({});
    setRefusal(undefined);
  };
  const publishAgain = async (version: number) => {
    setBusy(true);
    setRefusal(undefined);
    const looked = plan();
    const outcome = await session.api.publishAgain(version, {
      message: "",
      answers: answers(),
      ...(looked ? { plan: looked.id } : {}),
    });
    setBusy(false);
    if (!outcome.ok) {
      // The first refusal only brings the questions; a second one has a reason.
      if (looked || !outcome.problem.plan) setRefusal(outcome.problem);
      setPlan(outcome.problem.plan);
      return;
    }
    ask(undefined);
    await session.reload();
    await refetch();
    showToast(text("published_again", { version }));
  };
  const isReady = () => {
    const current = plan();
    return current === undefined || isPublishable(current, answers());
  };
  return (
    <Dialog open wide title={text("versions")} closeLabel={text("close")} onClose={props.onClose}>
      <Show when={refusal()}>
        {(problem) => (
          <Notice kind="danger" alert>
            <RefusalSentences problem={problem()} />
          </Notice>
        )}
      </Show>
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
                    busy={busy()}
                    ready={isReady()}
                    onAsk={(open) => ask(open ? version.version : undefined)}
                    onPublish={() => void publishAgain(version.version)}
                  >
                    <Show when={plan()}>
                      {(current) => (
                        <div class="plan version-plan">
                          <PlanReview
                            ofDraft={false}
                            plan={current()}
                            answers={answers()}
                            onAnswer={(id, value) => setAnswers({ ...answers(), [id]: value })}
                            onLeave={props.onClose}
                          />
                        </div>
                      )}
                    </Show>
                    <Show when={busy()}>
                      <PublishProgressBar />
                    </Show>
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
  readonly busy: boolean;
  /** Every question is answered. */
  readonly ready: boolean;
  /** What the publish asks, once that is known. */
  readonly children: JSX.Element;
  readonly onAsk: (open: boolean) => void;
  readonly onPublish: () => void;
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
      <Show when={props.asked}>
        <Notice kind="warning">
          <p>{text("publish_again_question", { version: props.version.version })}</p>
          {props.children}
          <div class="form-foot">
            <Button small onClick={() => props.onAsk(false)}>
              {text("cancel")}
            </Button>
            <Button
              small
              variant="primary"
              busy={props.busy}
              disabled={!props.ready}
              onClick={props.onPublish}
            >
              {text("publish_again")}
            </Button>
          </div>
        </Notice>
      </Show>
    </li>
  );
}
