import { expect, test } from "vitest";
import { isAllowedLink, linkFrom } from "~/features/writing/links";

test.each([
  ["https://foodhub.example/lunch", "https://foodhub.example/lunch"],
  ["http://foodhub.example", "https://foodhub.example"],
  ["foodhub.example/lunch", "https://foodhub.example/lunch"],
  ["jo@foodhub.example", "mailto:jo@foodhub.example"],
  ["01632 960101", "tel:01632960101"],
  ["+44 1632 960101", "tel:+441632960101"],
])("“%s” leads to %s", (typed, href) => {
  expect(linkFrom(typed)).toBe(href);
});

test.each(["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example", "just words", "", "https://", "blob:https://x.example/1"])(
  "“%s” leads nowhere",
  (typed) => {
    expect(linkFrom(typed)).toBeUndefined();
    expect(isAllowedLink(typed)).toBe(false);
  },
);
