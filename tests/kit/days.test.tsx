// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { afterEach, describe, expect, it } from "vitest";
import { EventCard } from "~/kit/EventCard";
import { MonthCalendar } from "~/kit/MonthCalendar";
import { nextMonth, weeksOf } from "~/kit/months";
import { TimeField } from "~/kit/TimeField";
import { WhenFields } from "~/kit/WhenFields";

afterEach(cleanup);

const at = (address: string) => ({ wrapper: ({ children }: { children: React.ReactNode }) => <MemoryRouter initialEntries={[address]}>{children}</MemoryRouter> });
const november = { month: "2026-11", today: "2026-11-21", marks: { "2026-11-24": { words: "1 place" }, "2026-11-26": { words: "full", hollow: true } } };
const linksOf = () => screen.getAllByRole("link").map((link) => [link.getAttribute("aria-label"), link.getAttribute("href")]);

describe("months", () => {
  it.each([
    ["2026-11", 6, "2026-11-01", "2026-11-30"],
    ["2027-02", 4, "2027-02-01", "2027-02-28"],
    ["2028-02", 5, "2028-02-01", "2028-02-29"],
    ["2026-03", 6, "2026-03-01", "2026-03-31"],
  ])("%s has %i weeks, from Monday", (month, count, first, last) => {
    const weeks = weeksOf(month);
    expect(weeks).toHaveLength(count);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect([weeks.flat().find(Boolean), weeks.flat().findLast(Boolean)]).toEqual([first, last]);
    expect(weeks.flat().filter(Boolean).every((day, index) => Number(day?.slice(8)) === index + 1)).toBe(true);
    expect(weeks[0]?.findIndex(Boolean)).toBe((new Date(first).getUTCDay() + 6) % 7);
  });

  it("go over the end of a year", () => {
    expect([nextMonth("2026-12", 1), nextMonth("2026-01", -1)]).toEqual(["2027-01", "2025-12"]);
  });
});

describe("a month with dots", () => {
  it("says each day that has something, and links to nothing else", () => {
    render(<MonthCalendar {...november} />, at("/"));
    expect(linksOf()).toEqual([
      ["Previous month, October 2026", "/?month=2026-10"],
      ["Next month, December 2026", "/?month=2026-12"],
      ["Tuesday 24 November, 1 place", "/?month=2026-11&day=2026-11-24"],
      ["Thursday 26 November, full", "/?month=2026-11&day=2026-11-26"],
    ]);
    expect(screen.getByText("21").getAttribute("aria-current")).toBe("date");
  });

  it("is a table by the name of its month, with whole days at the head of its columns", () => {
    render(<MonthCalendar {...november} />, at("/"));
    const table = screen.getByRole("table", { name: "November 2026" });
    expect(within(table).getAllByRole("columnheader").map((head) => head.getAttribute("abbr"))).toEqual(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);
  });

  it("keeps what else was chosen, starts a list again, and takes the day away when it is chosen twice", () => {
    render(<MonthCalendar {...november} day="2026-11-24" />, at("/?area=leith&day=2026-11-24&page=3"));
    const chosen = screen.getByRole("link", { current: true });
    expect([chosen.getAttribute("aria-label"), chosen.getAttribute("href")]).toEqual(["Tuesday 24 November, 1 place, chosen", "/?area=leith&month=2026-11"]);
    expect(screen.getByRole("link", { name: "Thursday 26 November, full" }).getAttribute("href")).toBe("/?area=leith&month=2026-11&day=2026-11-26");
  });

  it("ends where it is told to", () => {
    render(<MonthCalendar {...november} from="2026-11" until="2026-11" />, at("/"));
    expect(linksOf().map(([name]) => name)).toEqual(["Tuesday 24 November, 1 place", "Thursday 26 November, full"]);
  });

  it("is all there before scripts arrive", () => {
    const html = renderToString(<MemoryRouter><MonthCalendar {...november} note="A dot means there is a place." /></MemoryRouter>);
    expect(html).toContain(`href="/?month=2026-11&amp;day=2026-11-24"`);
    expect(html).toContain("A dot means there is a place.");
  });
});

describe("when", () => {
  it("is sent as a day and two times before scripts arrive, and afterwards", () => {
    const form = (
      <form>
        <WhenFields legend="When" date={{ name: "date", defaultValue: "2026-11-24" }} from={{ name: "from", defaultValue: "09:30" }} until={{ name: "until", defaultValue: "13:00", error: "The end is before the start." }} />
      </form>
    );
    const sent = () => [...new FormData(document.querySelector("form") ?? undefined).entries()];
    const expected = { date: "2026-11-24", from: "09:30", until: "13:00" };
    document.body.innerHTML = renderToString(form);
    expect(Object.fromEntries(sent())).toEqual(expected);
    document.body.innerHTML = "";
    render(form);
    expect(Object.fromEntries(sent())).toEqual(expected);
    expect(screen.getByRole("group", { name: "When" }).contains(screen.getByLabelText("Until"))).toBe(true);
    expect(screen.getByLabelText("Until").getAttribute("aria-invalid")).toBe("true");
  });

  it("asks for a time with its hint and error", () => {
    render(<TimeField label="Starts" id="starts" name="starts" hint="Such as 14:30" error="Write a time, such as 14:30." />);
    const field = screen.getByLabelText("Starts");
    expect([field.getAttribute("type"), field.getAttribute("aria-describedby")]).toEqual(["time", "starts-description starts-error"]);
  });
});

describe("a card with a date", () => {
  it("names the day, leads on by its title, and has one thing to do", () => {
    render(
      <EventCard iso="2026-11-24T09:30:00Z" title="Jo Rennie" to="/there" line="Leith" words="Bring flat shoes." tag="1 place left" action={<button type="button">Book</button>} />,
      at("/"),
    );
    const card = within(screen.getByRole("article"));
    expect(card.getByRole("heading", { level: 3 }).textContent).toBe("Jo Rennie");
    expect(card.getByRole("link", { name: "Jo Rennie" }).getAttribute("href")).toBe("/there");
    expect(document.querySelector("time")?.dateTime).toBe("2026-11-24");
    expect(card.getAllByRole("button")).toHaveLength(1);
  });
});
