/**
 * `joining`: not yet in step with the server. `live`: words go out and come in. `read only`: they come in.
 * `offline`: was live, comes back by itself. The rest are ends: access, session, a change the server would not take,
 * or a pen taken away while words were still on their way.
 */
export type Status = "joining" | "live" | "read only" | "offline" | End;
export type End = "ended" | "signed out" | "refused" | "lowered";

export function isEnd(status: Status | undefined): status is End {
  return status === "ended" || status === "signed out" || status === "refused" || status === "lowered";
}
