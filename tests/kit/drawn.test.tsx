// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Plot } from "~/kit/Plot";
import { QrCode } from "~/kit/QrCode";

afterEach(cleanup);

const drawn = { id: "turnout", wide: "<svg id='wide'></svg>", narrow: "<svg></svg>", keys: ["Doctors", "Others"], kinds: ["Doctors", "Nurses", "Porters"] };

it("a plot has a key in words and patterns, and its table holds every number", () => {
  render(<Plot {...drawn} label="Who came" words="Three came." over="Month" empty={null} rows={[{ at: "Sep", counts: [2, 1, 0] }]} />);
  const figure = within(screen.getByRole("figure", { name: "Who came" }));
  expect(figure.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual(["Doctors", "Others"]);
  expect([...document.querySelectorAll("pattern")].map(({ id }) => id)).toEqual(["turnout-0", "turnout-1"]);
  expect(figure.getByRole("img").getAttribute("aria-label")).toBe("Who came. The numbers are in the table below.");
  expect([...document.querySelectorAll("tbody tr")].map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([["Sep", "2", "1", "0", "3"]]);
  expect(screen.getByText("Show as table").closest("summary")).toBeTruthy();
});

it("a plot with nothing in it says so in words", () => {
  render(<Plot {...drawn} label="Who came" over="Month" empty={<p>Nobody yet.</p>} rows={[{ at: "Sep", counts: [0, 0, 0] }]} />);
  expect([screen.queryByRole("figure"), screen.getByText("Nobody yet.").tagName]).toEqual([null, "P"]);
});

it("a code says its address in words", () => {
  render(<QrCode href="https://thread.example/here/abc" label="Code for signing in" size={29} path="M4 4h7v1h-7z" />);
  expect(screen.getByRole("img", { name: "Code for signing in" })).toBeTruthy();
  expect([screen.getByRole("link").textContent, screen.getByRole("link").getAttribute("href")]).toEqual(["thread.example/here/abc", "https://thread.example/here/abc"]);
});
