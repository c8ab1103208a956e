import { createSignal } from "solid-js";
import { problemSentence } from "../blocks/problem-view.tsx";
import { accessMessages, accessText } from "../language/access/messages.ts";
import { useApplication } from "../state/application.ts";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toast.tsx";

await accessMessages.ready();

/** Over every screen while the workspace is looked at as somebody else sees it. */
export default function ViewingBanner() {
  const { session, client, workspace } = useApplication();
  const [busy, setBusy] = createSignal(false);
  const end = async () => {
    setBusy(true);
    const answer = await client.request("DELETE", "/auth/view-as");
    if (answer.ok) return location.assign(`/${workspace}/designer/users`);
    setBusy(false);
    showToast(problemSentence(answer.problem), { kind: "error" });
  };
  return (
    <div class="viewing" role="status">
      <span>{accessText("viewing", { name: session.who()?.user.name ?? "" })}</span>
      <Button small busy={busy()} onClick={() => void end()}>
        {accessText("end_viewing")}
      </Button>
    </div>
  );
}
