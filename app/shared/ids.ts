/** Whether words can be an id at all; anything else is answered like an id nobody has. */
export function isId(words: unknown): words is string {
  return typeof words === "string" && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(words);
}
