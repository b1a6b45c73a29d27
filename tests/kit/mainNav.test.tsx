// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { MainNav } from "~/shell/MainNav";

const items = [
  { to: "/gaps", label: "Gaps", icon: () => null },
  { to: "/directory", also: ["/decisions"], label: "Directory", icon: () => null },
];
const current = (at: string) => {
  const { unmount } = render(
    <MemoryRouter initialEntries={[at]}>
      <MainNav items={items} />
    </MemoryRouter>,
  );
  const marked = screen.getAllByRole("link").flatMap((link) => (link.getAttribute("aria-current") === "page" ? [link.textContent] : []));
  unmount();
  return marked;
};

test("the place one is in is marked, with what belongs to it at another address", () => {
  expect([current("/directory"), current("/directory/map"), current("/decisions/new"), current("/gaps"), current("/directoryless"), current("/today")]).toEqual([["Directory"], ["Directory"], ["Directory"], ["Gaps"], [], []]);
});
