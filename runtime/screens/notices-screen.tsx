import { createSignal, For, Show } from "solid-js";
import { NoticeRows } from "../blocks/notices/notice-rows.tsx";
import { problemSentence } from "../blocks/problem-view.tsx";
import { text } from "../language/messages.ts";
import { noticeMessages, noticeText } from "../language/notices/messages.ts";
import { followingAddress } from "../state/addresses.ts";
import { useApplication } from "../state/application.ts";
import { createNoticeList, type NoticeList } from "../state/notice-list.ts";
import { Button, LinkButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/message.tsx";
import { showToast } from "../ui/toast.tsx";
import { PlainScreen, WhenKnown } from "./plain-screen.tsx";

await noticeMessages.ready();

/** `/{workspace}/notices`: what workflows, scripts and what one follows have told one. */
export default function NoticesScreen() {
  const [unreadOnly, setUnreadOnly] = createSignal(false);
  const list = createNoticeList(useApplication(), unreadOnly);
  const [busy, setBusy] = createSignal(false);
  const read = async (ids: readonly string[] | null) => {
    setBusy(ids === null);
    const problem = await list.markRead(ids);
    setBusy(false);
    if (problem !== null) showToast(problemSentence(problem), { kind: "error" });
  };
  return (
    <PlainScreen
      title={text("notices")}
      actions={
        <>
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
        </>
      }
    >
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
    </PlainScreen>
  );
}

function Notices(props: {
  readonly list: NoticeList;
  readonly unreadOnly: boolean;
  readonly onRead: (id: string) => void;
}) {
  const { list } = props;
  return (
    <WhenKnown known={list.notices()} problem={list.failure()} onRetry={list.reload}>
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
    </WhenKnown>
  );
}
