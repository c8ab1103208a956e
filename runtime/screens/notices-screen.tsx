import { createEffect, createSignal, For, Show } from "solid-js";
import { NoticeRows } from "../blocks/notices/notice-rows.tsx";
import { ProblemView, problemSentence } from "../blocks/problem-view.tsx";
import { text } from "../language/messages.ts";
import { noticeMessages, noticeText } from "../language/notices/messages.ts";
import { followingAddress } from "../state/addresses.ts";
import { useApplication } from "../state/application.ts";
import { createNoticeList, type NoticeList } from "../state/notice-list.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { EmptyState, Skeleton } from "../ui/message.tsx";
import { showToast } from "../ui/toast.tsx";
import { PageHead } from "./page-head.tsx";
import { setPageTitle } from "./page-title.ts";
import "./plain-screen.css";

await noticeMessages.ready();

/** `/{workspace}/notices`: what workflows, scripts and what one follows have told one. */
export default function NoticesScreen() {
  const [unreadOnly, setUnreadOnly] = createSignal(false);
  const list = createNoticeList(useApplication(), unreadOnly);
  const [busy, setBusy] = createSignal(false);
  createEffect(() => setPageTitle(text("notices")));
  const read = async (ids: readonly string[] | null) => {
    setBusy(ids === null);
    const problem = await list.markRead(ids);
    setBusy(false);
    if (problem !== null) showToast(problemSentence(problem), { kind: "error" });
  };
  return (
    <>
      <PageHead title={text("notices")}>
        <LinkButton icon="eye" href={followingAddress()}>
          {noticeText("following")}
        </LinkButton>
        <Button
          icon="check"
          busy={busy()}
          disabled={list.unread() === 0}
          onClick={() => void read(null)}
        >
          {noticeText("read_all")}
        </Button>
      </PageHead>
      <div class="plain-screen">
        <div class="plain-screen-inner">
          <div class="choice-row" role="group" aria-label={noticeText("which")}>
            <For each={[false, true]}>
              {(only) => (
                <button
                  type="button"
                  class="choice-row-button"
                  aria-pressed={unreadOnly() === only}
                  onClick={() => setUnreadOnly(only)}
                >
                  {noticeText(only ? "unread" : "all")}
                </button>
              )}
            </For>
          </div>
          <Notices list={list} unreadOnly={unreadOnly()} onRead={(id) => void read([id])} />
        </div>
      </div>
    </>
  );
}

function Notices(props: {
  readonly list: NoticeList;
  readonly unreadOnly: boolean;
  readonly onRead: (id: string) => void;
}) {
  const { list } = props;
  return (
    <Show
      when={list.notices()}
      fallback={
        <Show when={list.failure()} fallback={<Waiting />}>
          {(problem) => <ProblemView problem={problem()} onRetry={list.reload} />}
        </Show>
      }
    >
      {(notices) => (
        <Show
          when={notices().length > 0}
          fallback={
            <EmptyState
              icon="bell"
              title={noticeText(props.unreadOnly ? "none_unread" : "none")}
              text={noticeText(props.unreadOnly ? "none_unread_text" : "none_text")}
            />
          }
        >
          <NoticeRows notices={notices()} onRead={props.onRead} />
          <Show when={list.hasMore()}>
            <Button busy={list.loadingMore()} onClick={list.loadMore}>
              {noticeText("more")}
            </Button>
          </Show>
        </Show>
      )}
    </Show>
  );
}

function Waiting() {
  return (
    <div class="plain-screen-waiting" role="status">
      <span class="visually-hidden">{text("loading")}</span>
      <Skeleton width="60%" />
      <Skeleton width="80%" />
      <Skeleton width="70%" />
    </div>
  );
}
