/**
 * Letters whose link lets somebody in: an invitation to a post, a guest's answer to an event. Once a mail server took one,
 * it is for its reader alone; where there is none, facilitators hand it over from the outbox.
 */
export function isWayIn(kind: string): boolean {
  return kind === "invitation" || kind === "guest";
}
