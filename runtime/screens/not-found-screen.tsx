import { text } from "../language/messages.ts";
import { EmptyState } from "../ui/message.tsx";

export function NotFoundScreen() {
  return <EmptyState icon="search" title={text("not_found_title")} text={text("not_found_text")} />;
}
