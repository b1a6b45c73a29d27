const meanings: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/**
 * A letter's words as a page of their own, for programs that show one: the same words, nothing more. Whatever somebody
 * wrote stays letters; only addresses become links. No picture, no style from elsewhere, nothing that says it was read.
 */
export function htmlOf({ subject, body }: { subject: string; body: string }): string {
  const paragraphs = body.split(/\n{2,}/).map((paragraph) => `<p>${paragraph.split("\n").map(lineOf).join("<br>")}</p>`);
  return [
    "<!doctype html>",
    `<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#fff;color:#16282a;font:16px/1.5 sans-serif"><div style="max-width:36em">',
    ...paragraphs,
    "</div></body></html>",
  ].join("\n");
}

/** What ends a sentence is no part of an address. */
const address = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

function lineOf(line: string): string {
  let said = "";
  let until = 0;
  for (const { 0: found, index } of line.matchAll(address)) {
    said += `${escaped(line.slice(until, index))}<a href="${escaped(found)}" style="color:#16282a">${escaped(found)}</a>`;
    until = index + found.length;
  }
  return said + escaped(line.slice(until));
}

function escaped(words: string): string {
  return words.replaceAll(/[&<>"']/g, (letter) => meanings[letter] ?? "");
}
