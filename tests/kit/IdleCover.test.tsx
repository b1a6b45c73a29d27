// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useContext } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HideContext, IdleCover, type IdleCoverProps } from "~/shell";

const secret = "The letter from housing";
const minutes = (number: number) => number * 60_000;

function Note() {
  const hide = useContext(HideContext);
  return (
    <>
      <p>{secret}</p>
      <button type="button" onClick={hide}>
        Hide
      </button>
    </>
  );
}

function open(props: Partial<IdleCoverProps> = {}) {
  const onSignOut = vi.fn<() => void>();
  const view = render(
    <IdleCover firstName="Aileen" isShared coverAfterMinutes={10} signOutAfterMinutes={20} onSignOut={onSignOut} {...props}>
      <Note />
    </IdleCover>,
  );
  return { ...view, onSignOut };
}

const pass = (time: number) => act(() => vi.advanceTimersByTime(time));
const secretIsHere = () => document.documentElement.outerHTML.includes(secret);

describe("the cover over an idle page", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
    document.title = "Mrs K. – Common Thread";
  });

  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it("takes the words out of the document within a second of ten idle minutes", () => {
    open();
    pass(minutes(10) - 1_000);
    expect(secretIsHere()).toBe(true);
    pass(2_000);
    expect(secretIsHere()).toBe(false);
    expect(document.title).toBe("Common Thread");
    expect(screen.getByRole("heading", { name: /Aileen/ })).toBeTruthy();
  });

  it("stays away while somebody works", () => {
    open();
    for (let at = 0; at < 4; at += 1) {
      pass(minutes(9));
      fireEvent.keyDown(window, { key: "a" });
    }
    expect(secretIsHere()).toBe(true);
  });

  it("measures before it counts a movement, after a laptop slept", () => {
    open();
    vi.setSystemTime(Date.now() + minutes(90));
    act(() => void fireEvent.pointerMove(window));
    expect(secretIsHere()).toBe(false);
  });

  it("opens again only when the person has been recognised", async () => {
    const onResume = vi.fn<() => Promise<boolean>>().mockResolvedValueOnce(false).mockResolvedValue(true);
    open({ onResume });
    pass(minutes(11));
    await act(async () => screen.getByRole("button", { name: "Carry on" }).click());
    expect(secretIsHere()).toBe(false);
    expect(screen.getByRole("alert").textContent).toContain("Try again");
    await act(async () => screen.getByRole("button", { name: "Carry on" }).click());
    expect(secretIsHere()).toBe(true);
    expect(document.title).toBe("Mrs K. – Common Thread");
  });

  it("signs out once at twenty minutes and never opens again", () => {
    const { onSignOut } = open();
    pass(minutes(25));
    expect(onSignOut).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole("button", { name: "Carry on" })).toBeNull();
    expect(secretIsHere()).toBe(false);
  });

  it("covers at one press, in this tab and the others", () => {
    open();
    fireEvent.click(screen.getByText("Hide"));
    expect(secretIsHere()).toBe(false);
    expect(Object.keys({ ...localStorage }).sort()).toEqual(["idle:covered-at", "idle:last-active"]);
  });

  it("covers when another tab did, and asks the server anew when that one opens", () => {
    const reload = vi.spyOn(location, "reload").mockImplementation(() => {});
    open();
    act(() => void window.dispatchEvent(new StorageEvent("storage", { key: "idle:covered-at", newValue: "1" })));
    expect(secretIsHere()).toBe(false);
    act(() => void window.dispatchEvent(new StorageEvent("storage", { key: "idle:covered-at", newValue: null })));
    expect(secretIsHere()).toBe(false);
    expect(reload).toHaveBeenCalledOnce();
  });

  it("is not got round by a reload", async () => {
    open();
    fireEvent.click(screen.getByText("Hide"));
    cleanup();
    open();
    await act(async () => {});
    expect(secretIsHere()).toBe(false);
  });

  it("empties the scripts in which the framework delivered the page's data", () => {
    const script = document.createElement("script");
    script.type = "text/plain";
    script.textContent = `window.__reactRouterContext.streamController.enqueue("${secret}")`;
    document.body.append(script);
    open();
    pass(minutes(11));
    expect(secretIsHere()).toBe(false);
    script.remove();
  });
});
