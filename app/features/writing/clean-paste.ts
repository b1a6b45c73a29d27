/**
 * What comes over from Word, Google Docs or a web page is other people's formatting and sometimes other people's
 * remarks. Words, headings, bold, italic, lists and links stay; the rest is left behind.
 */
export function cleanPaste(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  dropComments(page);
  for (const element of page.querySelectorAll(neverWanted)) element.remove();
  for (const element of page.body.querySelectorAll("*")) if (isHidden(element)) element.remove();
  listsFromWord(page);
  for (const heading of page.querySelectorAll("h1, h4, h5, h6")) rename(page, heading, heading.localName === "h1" ? "h2" : "h3");
  plainTables(page);
  for (const element of page.body.querySelectorAll("*")) keepOnly(element);
  for (const span of page.body.querySelectorAll("span")) if (!span.firstChild) span.remove();
  return page.body.innerHTML;
}

/** Pictures, scripts, form parts, Word's margin remarks and what tracked changes had already deleted. */
const neverWanted = [
  "script, style, link, meta, title, template, noscript, iframe, object, embed, svg, math, canvas, img, picture, video, audio, source",
  "input, select, textarea, button, hr, del, s, strike",
  "[style*='mso-element:comment'], [style*='mso-element: comment'], [style*='mso-special-character:comment'], .MsoCommentReference, .MsoCommentText",
  "a.msocomanchor, a[href^='#_msocom'], a[name^='_msoanchor']",
].join(", ");

function dropComments(page: Document): void {
  const walker = page.createTreeWalker(page, 128 /* NodeFilter.SHOW_COMMENT */);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}

function isHidden(element: Element): boolean {
  return /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i.test(styleOf(element));
}

/** Word writes a list as paragraphs that only look like one: "mso-list:l0 level2 lfo1", then a drawn bullet. */
function listsFromWord(page: Document): void {
  let list: HTMLElement | undefined;
  for (const paragraph of page.body.querySelectorAll("p")) {
    const level = /mso-list\s*:\s*l\d+\s+level(\d+)/i.exec(styleOf(paragraph));
    if (!level) {
      list = undefined;
      continue;
    }
    const kind = isNumbered(markerOf(paragraph)) ? "ol" : "ul";
    if (list?.localName !== kind || list.nextElementSibling !== paragraph) {
      list = page.createElement(kind);
      paragraph.before(list);
    }
    const item = page.createElement("li");
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
  }
}

/** Takes the drawn bullet or number away and answers what it was. */
function markerOf(paragraph: Element): string {
  const drawn = Array.from(paragraph.querySelectorAll("span")).find((span) => /mso-list\s*:\s*ignore/i.test(styleOf(span)));
  const marker = drawn?.textContent ?? "";
  drawn?.remove();
  return marker.trim();
}

function isNumbered(marker: string): boolean {
  return /^\(?(\d+|[a-z]{1,3})[.)]/i.test(marker);
}

/** A table becomes its cells, one under the other. */
function plainTables(page: Document): void {
  for (const cell of page.querySelectorAll("td, th, caption")) rename(page, cell, cell.querySelector("p, ul, ol, h2, h3, div") ? "div" : "p");
  for (const part of page.querySelectorAll("tr, thead, tbody, tfoot, table")) rename(page, part, "div");
  for (const part of page.querySelectorAll("col, colgroup")) part.remove();
}

function rename(page: Document, element: Element, name: string): void {
  const other = page.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

/**
 * Only a link's address and a number's start are worth more than their look; bold and italic may be style alone.
 * Word's own mso-bidi-font-weight is not one of them: it stands beside bold words and means nothing here.
 */
function keepOnly(element: Element): void {
  const style = styleOf(element);
  const bold = /(?:^|;)\s*font-weight\s*:\s*(normal|[1-9]00|bold)/i.exec(style)?.[1];
  const italic = /(?:^|;)\s*font-style\s*:\s*(italic|normal)/i.exec(style)?.[1];
  for (const name of element.getAttributeNames()) {
    const isKept = (element.localName === "a" && name === "href") || (element.localName === "ol" && name === "start");
    if (!isKept) element.removeAttribute(name);
  }
  const kept = [bold && `font-weight: ${bold}`, italic && `font-style: ${italic}`].filter(Boolean).join("; ");
  if (kept) element.setAttribute("style", kept);
}

function styleOf(element: Element): string {
  return element.getAttribute("style") ?? "";
}
