// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ChangesPill } from "~/kit/board/ChangesPill";
import { Chips } from "~/kit/Chips";
import { LiveDot } from "~/kit/LiveDot";
import { LiveRegionProvider } from "~/kit/LiveRegion";
import { Steps } from "~/kit/Steps";
import { TaskList } from "~/kit/TaskList";
import { type Undo, UndoToast, useUndo } from "~/kit/UndoToast";

afterEach(cleanup);

const polite = () => document.querySelector("[data-live=polite]")?.textContent?.trim();

describe("chips", () => {
  const chips = [
    { id: "sun", label: "Sun", href: "/?sky=sun" },
    { id: "rain", label: "Rain", href: "/?sky=rain" },
  ];

  it("with addresses are links, and the chosen one is named as such", () => {
    render(<Chips label="Sky" chips={chips} chosen="rain" />, { wrapper: MemoryRouter });
    const links = within(screen.getByRole("navigation", { name: "Sky" })).getAllByRole("link");
    expect(links.map((one) => [one.getAttribute("href"), one.getAttribute("aria-current")])).toEqual([["/?sky=sun", null], ["/?sky=rain", "true"]]);
  });

  it("leave a click with a key held to the browser", () => {
    const onChoose = vi.fn<(id: string) => void>();
    render(<Chips label="Sky" chips={chips} chosen="rain" onChoose={onChoose} />, { wrapper: MemoryRouter });
    fireEvent.click(screen.getByRole("link", { name: "Sun" }), { ctrlKey: true });
    expect(onChoose).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("link", { name: "Sun" }));
    expect(onChoose.mock.calls).toEqual([["sun"]]);
  });
});

describe("changes from others", () => {
  const pill = (count: number, onShow = () => {}) => (
    <LiveRegionProvider>
      <ChangesPill count={count} words={`${count} changes from others`} action="show" shownWords="Shown." onShow={onShow} />
    </LiveRegionProvider>
  );

  it("are said when they come, and shown when asked; nobody loses their place", () => {
    const onShow = vi.fn<() => void>();
    const { rerender } = render(pill(0));
    expect(screen.queryByRole("button")).toBeNull();
    rerender(pill(2));
    expect(polite()).toBe("2 changes from others");
    const button = screen.getByRole("button", { name: "2 changes from others – show" });
    const place = button.parentElement;
    rerender(pill(2, onShow));
    fireEvent.click(button);
    expect(onShow).toHaveBeenCalledOnce();
    rerender(pill(0));
    expect(document.activeElement).toBe(place);
  });

  it("are not said when they become fewer: what somebody did is said then", () => {
    vi.useFakeTimers();
    const { rerender } = render(pill(2));
    rerender(pill(1));
    act(() => void vi.advanceTimersByTime(6_000));
    expect(polite()).toBe("2 changes from others");
    vi.useRealTimers();
  });
});

describe("how far something is", () => {
  const steps = [
    { id: "seed", title: "Seed" },
    { id: "leaf", title: "Leaf", note: "since May" },
    { id: "fruit", title: "Fruit" },
  ];
  const read = () => screen.getAllByRole("listitem").map((one) => one.textContent);

  it("is read in words, and one step is the current one", () => {
    render(<Steps label="Growth" steps={steps} current="leaf" />);
    expect(read()).toEqual(["Seed, done", "Leaf, nowsince May", "Fruit, to come"]);
    expect(screen.getAllByRole("listitem").map((one) => one.getAttribute("aria-current"))).toEqual([null, "step", null]);
  });

  it("is all to come before it starts, and all done at the end", () => {
    const { rerender } = render(<Steps label="Growth" steps={steps} />);
    expect(read()).toEqual(["Seed, to come", "Leaf, to comesince May", "Fruit, to come"]);
    rerender(<Steps label="Growth" steps={steps} current="fruit" isFinished />);
    expect(read()).toEqual(["Seed, done", "Leaf, donesince May", "Fruit, done"]);
  });

  it("is told of a page by a dot and in words", () => {
    render(<LiveDot isLive={false}>Not live. Last updated 10:42</LiveDot>);
    expect(screen.getByText("Not live. Last updated 10:42").previousElementSibling?.hasAttribute("data-live")).toBe(false);
  });
});

describe("a list of tasks", () => {
  it("names each with its hint and how far it is", () => {
    render(
      <TaskList
        label="Garden"
        tasks={[
          { id: "dig", name: "Dig", hint: "A spade's depth", state: { word: "Not started", tone: "info" }, href: "/dig" },
          { id: "sow", name: "Sow", state: { word: "Done" }, children: <p>Two rows of kale.</p> },
        ]}
      />,
      { wrapper: MemoryRouter },
    );
    const dig = screen.getByRole("link", { name: "Dig" });
    const described = (dig.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(["A spade's depth", "Not started"]);
    expect(screen.getByText("Two rows of kale.").closest("details")?.open).toBe(false);
    expect(screen.getByText("Sow").closest("summary")?.textContent).toContain("Done");
  });
});

describe("taking something back", () => {
  let undo: Undo;

  function Page() {
    const own = useUndo();
    return (
      <>
        <button type="button" ref={() => void (undo = own)}>
          Dig
        </button>
        <UndoToast undo={own} />
      </>
    );
  }

  beforeEach(() => {
    vi.useFakeTimers();
    render(<Page />);
  });

  afterEach(() => {
    act(() => undo.withdraw());
    vi.useRealTimers();
  });

  const region = () => screen.queryByRole("region", { name: "Undo" });

  it("is offered for ten seconds in a region of its own", () => {
    expect(region()).toBeNull();
    act(() => undo.offer({ words: "Bed dug.", onUndo: () => {} }));
    expect(screen.getByRole("alertdialog", { name: "Bed dug." })).toBeTruthy();
    act(() => vi.advanceTimersByTime(9_999));
    expect(region()).not.toBeNull();
    act(() => vi.advanceTimersByTime(1));
    expect(region()).toBeNull();
  });

  it("waits for whoever has focus in it", () => {
    act(() => undo.offer({ words: "Bed dug.", onUndo: () => {} }));
    act(() => screen.getByRole("button", { name: "Undo" }).focus());
    act(() => vi.advanceTimersByTime(60_000));
    expect(region()).not.toBeNull();
  });

  it("is reached by F6, and focus goes back when it is put away", () => {
    const before = screen.getByRole("button", { name: "Dig" });
    act(() => before.focus());
    act(() => undo.offer({ words: "Bed dug.", onUndo: () => {} }));
    fireEvent.keyDown(before, { key: "F6" });
    expect(document.activeElement).toBe(region());
    act(() => screen.getByRole("button", { name: "Undo" }).focus());
    fireEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(document.activeElement).toBe(before);
  });

  it("is done once, and goes", () => {
    const onUndo = vi.fn<() => void>();
    act(() => undo.offer({ words: "Bed dug.", onUndo }));
    fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(onUndo).toHaveBeenCalledOnce();
    expect(region()).toBeNull();
  });

  it("can be put away, and a newer one takes its place", () => {
    act(() => undo.offer({ words: "Bed dug.", onUndo: () => {} }));
    act(() => undo.offer({ words: "Kale sown.", onUndo: () => {} }));
    expect(region()?.textContent).not.toContain("Bed dug.");
    fireEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(region()).toBeNull();
  });
});
