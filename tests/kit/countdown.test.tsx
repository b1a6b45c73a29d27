// @vitest-environment happy-dom
import { act, cleanup, render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Countdown } from "~/kit/Countdown";
import { LiveRegionProvider } from "~/kit/LiveRegion";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-21T08:00:00Z") });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const polite = () => document.querySelector("[data-live=polite]")?.textContent?.trim();
const pass = (seconds: number) => act(() => vi.advanceTimersByTime(seconds * 1000));
const left = () => screen.queryByRole("timer")?.textContent;
const onOver = vi.fn<() => void>();

const clock = (until = "2026-11-21T10:05:00Z", now = "2026-11-21T10:00:00Z") => (
  <LiveRegionProvider>
    <Countdown until={until} now={now} label="Held for you" warning="One minute left. You can ask for more time." over="The five minutes are over." onOver={onOver} more={<button type="button">More time</button>} />
  </LiveRegionProvider>
);

it("counts by the server's clock: minutes, then seconds, and says itself once", () => {
  onOver.mockClear();
  render(clock());
  expect(left()).toBe("5 min left");
  pass(61);
  expect(left()).toBe("4 min left");
  pass(178);
  expect([left(), polite()]).toEqual(["2 min left", ""]);
  pass(2.5);
  expect([left(), polite()]).toEqual(["59 seconds left", "One minute left. You can ask for more time."]);
  pass(58);
  expect(left()).toBe("1 second left");
  expect(onOver).not.toHaveBeenCalled();
  pass(2);
  expect([left(), onOver.mock.calls.length]).toEqual([undefined, 1]);
  expect(screen.getByText("The five minutes are over.")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
  pass(60);
  expect(onOver).toHaveBeenCalledOnce();
});

it("starts again when there is more time, and says the new last minute too", () => {
  const { rerender } = render(clock());
  pass(250.5);
  expect(left()).toBe("50 seconds left");
  rerender(clock("2026-11-21T10:09:10Z", "2026-11-21T10:04:10Z"));
  expect(left()).toBe("5 min left");
  const said = polite();
  pass(241.5);
  expect(left()).toBe("59 seconds left");
  expect(polite()).toBe(said);
  expect(document.querySelector("[data-live=polite]")?.textContent).not.toBe(said);
});

it("tells a page that waits past the end only that it is over", () => {
  render(clock("2026-11-21T10:05:00Z", "2026-11-21T10:06:00Z"));
  expect(screen.getByText("The five minutes are over.")).toBeTruthy();
  expect(polite()).toBe("");
});

it("says until when before scripts arrive, and no number that would grow wrong", () => {
  expect(renderToString(clock())).toContain("Held for you until 10:05 am");
  expect(renderToString(clock())).not.toContain("min left");
});
