/** Where a link in somebody's notes may lead: a page, a mailbox, a phone. Nothing that runs. */
const allowed = /^(https:\/\/[^\s/]|mailto:[^\s@]+@[^\s@]|tel:\+?[\d\s().-]{3,})/i;

export function isAllowedLink(href: string | null | undefined): boolean {
  return typeof href === "string" && href.length <= 2_000 && allowed.test(href);
}

/**
 * The link somebody meant by what they typed: "leithfoodhub.org" is a page, "jo@…" a mailbox, "0131 …" a phone.
 * Undefined when it is none of them.
 */
export function linkFrom(typed: string): string | undefined {
  const words = typed.trim();
  if (isAllowedLink(words)) return words;
  if (/^https?:\/\//i.test(words)) return checked(words.replace(/^http:/i, "https:"));
  if (/^[a-z][a-z0-9+.-]*:/i.test(words) && !/^[^:]+:\d/.test(words)) return undefined;
  if (/^[^\s@/]+@[^\s@]+\.[^\s@]+$/.test(words)) return checked(`mailto:${words}`);
  if (/^\+?[\d\s().-]{5,}$/.test(words)) return checked(`tel:${words.replace(/[^\d+]/g, "")}`);
  if (/^[^\s/]+\.[^\s/]{2,}(\/\S*)?$/.test(words)) return checked(`https://${words}`);
  return undefined;
}

function checked(href: string): string | undefined {
  return isAllowedLink(href) ? href : undefined;
}
