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

function nodeHtml(node, depth) {
  if (depth > deepest) return "";
  if (node instanceof Y.XmlText) return node.toDelta().map(runHtml).join("");
  if (!(node instanceof Y.XmlElement)) return "";
  const inner = node.toArray().map((child) => nodeHtml(child, depth + 1)).join("");
  if (node.nodeName === "hardBreak") return "<br>";
  if (node.nodeName === "heading") {
    const level = Number(node.getAttribute("level")) === 3 ? 3 : 2;
    return `<h${level}>${inner}</h${level}>`;
  }
  if (node.nodeName === "mention") return `<span class="mention">@${escape(String(node.getAttribute("label") ?? ""))}</span>`;
  const tag = blocks[node.nodeName];
  return tag ? `<${tag}>${inner}</${tag}>` : inner;
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
  if (node.nodeName === "mention") return `@${String(node.getAttribute("label") ?? "")}`;
  const between = node.nodeName === "bulletList" || node.nodeName === "orderedList" ? "\n" : "";
  const prefix = node.nodeName === "listItem" ? "- " : "";
  return prefix + node.toArray().map((child) => nodeText(child, depth + 1)).join(between);
}

function escape(text) {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
