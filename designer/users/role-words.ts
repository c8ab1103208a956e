import { userText } from "../language/users/messages.ts";

/** A role in the reader's language; roles of one's own have their own name. */
export function roleWords(role: string): string {
  if (role === "admin") return userText("role_admin");
  return role === "member" ? userText("role_member") : role;
}
