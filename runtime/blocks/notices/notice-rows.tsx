import { For, Show } from "solid-js";
import type { NoticeEntry } from "../../../metadata/workflow-wire.ts";
import { noticeText } from "../../language/notices/messages.ts";
import { dayAndTime } from "../../language/when.ts";
import { followedAddress, recordAddress } from "../../state/addresses.ts";
import { IconButton } from "../../ui/button.tsx";
import "./notices.css";

/** Notices, newest first: each leads to the record or list that it is about. */
export function NoticeRows(props: {
  readonly notices: readonly NoticeEntry[];
  readonly onRead: (id: string) => void;
}) {
  return (
    <ul class="notices">
      <For each={props.notices}>
        {(notice) => (
          <li class="notice-row" classList={{ "notice-unread": notice.read_at === null }}>
            <span class="notice-dot" aria-hidden="true" />
            <div class="notice-words">
              <Subject notice={notice} onRead={() => props.onRead(notice.id)} />
              <Show when={notice.text}>{(words) => <p class="notice-text">{words()}</p>}</Show>
              <time class="muted" datetime={notice.at}>
                {dayAndTime(notice.at)}
              </time>
            </div>
            <Show when={notice.read_at === null}>
              <IconButton
                small
                icon="check"
                label={noticeText("mark_read_of", { subject: notice.subject })}
                title={noticeText("mark_read")}
                onClick={() => props.onRead(notice.id)}
              />
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}

/** Who follows it has read it. */
function Subject(props: { readonly notice: NoticeEntry; readonly onRead: () => void }) {
  const { object, record, view, subject, read_at } = props.notice;
  const words = (
    <>
      <Show when={read_at === null}>
        <span class="visually-hidden">{noticeText("unread_word")} </span>
      </Show>
      {subject}
    </>
  );
  return (
    <Show when={object} fallback={<p class="notice-subject">{words}</p>}>
      <a
        class="notice-subject"
        href={
          record === null
            ? followedAddress(object ?? "", view)
            : recordAddress(object ?? "", record)
        }
        onClick={() => {
          if (read_at === null) props.onRead();
        }}
      >
        {words}
      </a>
    </Show>
  );
}
