// The stored words as HTML and as plain text. Only the elements and marks the editor knows come out;
// whatever else a document may hold is read as text, so nothing in it can act on a page.
import * as Y from "yjs";

const blocks = { paragraph: "p", bulletList: "ul", orderedList: "ol", listItem: "li", hardBreak: "br" };
const safeLink = /^(https?:\/\/|mailto:|tel:)/i;
const deepest = 64;

/** @param {Y.XmlFragment} fragment */
export function htmlOf(fragment) {
  return fragment.toArray().map((node) => nodeHtml(node, 0)).join("");
}

/** @param {Y.XmlFragment} fragment */
export function textOf(fragment) {
  return fragment.toArray().map((node) => nodeText(node, 0)).join("\n").trim();
}

/**
 * The rows of an agenda in their order (app/features/events/agenda/rows.ts writes them); none where it is no agenda.
 * @param {Y.XmlFragment} fragment
 */
export function rowsOf(fragment) {
  return fragment
    .toArray()
    .filter((node) => node instanceof Y.XmlElement && node.nodeName === "agendaRow" && node.getAttribute("id"))
    .map((node) => ({ order: numberOf(node, "order"), id: String(node.getAttribute("id")), minutes: Math.max(0, Math.min(600, Math.round(numberOf(node, "minutes")))), what: cellOf(node, 0), who: cellOf(node, 1) }))
    .sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1))
    .map(({ minutes, what, who }) => ({ minutes, what, who }));
}

function numberOf(node, name) {
  const number = Number(node.getAttribute(name));
  return Number.isFinite(number) ? number : 0;
}

function cellOf(node, index) {
  const child = node.get(index);
  return child instanceof Y.XmlText ? nodeText(child, 0) : "";
}

function nodeHtml(node, depth) {
  if (depth > deepest) return "";
  if (node instanceof Y.XmlText) return node.toDelta().map(runHtml).join("");
  if (!(node instanceof Y.XmlElement)) return "";
  const inner = node.toArray().map((child) => nodeHtml(child, depth + 1)).join("");
  if (node.nodeName === "hardBreak") return "<br>";
  if (node.nodeName === "agendaRow") return `<p>${escape(rowText(node))}</p>`;
  if (node.nodeName === "heading") {
    const level = Number(node.getAttribute("level")) === 3 ? 3 : 2;
    return `<h${level}>${inner}</h${level}>`;
  }
  if (node.nodeName === "mention") return `<span class="mention">@${escape(String(node.getAttribute("label") ?? ""))}</span>`;
  const tag = blocks[node.nodeName];
  return tag ? `<${tag}>${inner}</${tag}>` : inner;
}

/** "10 minutes: Welcome (Jo)" */
function rowText(node) {
  const [what, who] = [cellOf(node, 0), cellOf(node, 1)];
  return `${numberOf(node, "minutes")} minutes: ${what}${who ? ` (${who})` : ""}`;
}

function runHtml({ insert, attributes = {} }) {
  if (typeof insert !== "string") return "";
  let html = escape(insert);
  if (attributes.bold) html = `<strong>${html}</strong>`;
  if (attributes.italic) html = `<em>${html}</em>`;
  const href = attributes.link?.href;
  if (typeof href === "string" && safeLink.test(href)) html = `<a href="${escape(href)}" rel="noopener noreferrer nofollow" target="_blank">${html}</a>`;
  return html;
}

function nodeText(node, depth) {
  if (depth > deepest) return "";
  if (node instanceof Y.XmlText) return node.toDelta().map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
  if (!(node instanceof Y.XmlElement)) return "";
  if (node.nodeName === "hardBreak") return "\n";
  if (node.nodeName === "agendaRow") return rowText(node);
  if (node.nodeName === "mention") return `@${String(node.getAttribute("label") ?? "")}`;
  const between = node.nodeName === "bulletList" || node.nodeName === "orderedList" ? "\n" : "";
  const prefix = node.nodeName === "listItem" ? "- " : "";
  return prefix + node.toArray().map((child) => nodeText(child, depth + 1)).join(between);
}

function escape(text) {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
