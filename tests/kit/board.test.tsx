// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { createRef, useState } from "react";
import { renderToString } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Board, type BoardHandle, type BoardProps } from "~/kit/board/Board";
import { createHeld, type Held } from "~/kit/board/held";

interface Plant {
  id: string;
  name: string;
  bed: string;
}

const plants: Plant[] = [
  { id: "kale", name: "Kale", bed: "sown" },
  { id: "leek", name: "Leek", bed: "sown" },
  { id: "rose", name: "Rose", bed: "growing" },
];

function Garden({ board, held, plants: shown = plants, ...more }: { board?: React.Ref<BoardHandle>; held?: Held; plants?: Plant[] } & Partial<Pick<BoardProps<Plant>, "canDrop" | "onMove" | "hrefOf">>) {
  const [chosen, setChosen] = useState("sown");
  const column = (id: string, title: string, meaning: string) => {
    const cards = shown.filter(({ bed }) => bed === id);
    return { id, title, meaning, cards, count: cards.length };
  };
  return (
    <Board
      ref={board}
      held={held}
      label="Beds"
      columns={[column("sown", "Just sown", "Seeds in the ground."), column("growing", "Growing", "Green to see."), column("eaten", "Eaten", "It was good.")]}
      cardKey={({ id }) => id}
      cardLabel={({ name }) => name}
      renderCard={({ name }, { dragHandle }) => (
        <>
          {dragHandle}
          <a href={`/${name}`}>{name}</a>
          <button type="button">Water {name}</button>
        </>
      )}
      chosen={chosen}
      onChoose={setChosen}
      emptyWords="Nothing here yet."
      onMove={() => {}}
      {...more}
    />
  );
}

const card = (name: string) => screen.getByRole("row", { name });
const moved = (id: string, bed: string) => plants.map((one) => (one.id === id ? { ...one, bed } : one));
const isIn = (name: string, column: string) => within(screen.getByRole("grid", { name: column })).queryByRole("row", { name }) !== null;

/** Lifts a card from its handle and waits for the first place to lay it. */
async function liftByKeyboard(name: string) {
  const handle = screen.getByRole("button", { name: `Drag ${name}` });
  act(() => handle.focus());
  fireEvent.keyDown(handle, { key: "Enter" });
  fireEvent.keyUp(handle, { key: "Enter" });
  await waitFor(() => expect(document.activeElement?.getAttribute("aria-roledescription")).toBe("drop indicator"));
}

function press(key: string) {
  const here = document.activeElement ?? document.body;
  fireEvent.keyDown(here, { key });
  fireEvent.keyUp(here, { key });
}

const columnInFocus = () => document.activeElement?.closest("[data-column]")?.getAttribute("data-column");

afterEach(cleanup);

describe("a board", () => {
  it("can be read before scripts arrive", () => {
    const html = renderToString(
      <MemoryRouter>
        <Garden hrefOf={(bed) => `/beds?bed=${bed}`} />
      </MemoryRouter>,
    );
    document.body.innerHTML = html;
    expect([...document.querySelectorAll("section h2")].map((one) => one.textContent)).toEqual(["Just sown", "Growing", "Eaten"]);
    expect([...document.querySelectorAll("section a")].map((one) => one.getAttribute("href"))).toEqual(["/Kale", "/Leek", "/Rose"]);
    expect(document.querySelector("[data-column=eaten]")?.textContent).toContain("It was good.");
    expect(document.querySelector("nav[aria-label=Beds] a[aria-current=true]")?.getAttribute("href")).toBe("/beds?bed=sown");
    document.body.innerHTML = "";
  });

  it("is taken up by scripts without a fault", async () => {
    const page = (
      <MemoryRouter>
        <Garden hrefOf={(bed) => `/beds?bed=${bed}`} />
      </MemoryRouter>
    );
    const container = document.createElement("div");
    document.body.append(container);
    container.innerHTML = renderToString(page);
    const onRecoverableError = vi.fn<(fault: unknown) => void>();
    render(page, { container, hydrate: true, onRecoverableError });
    await waitFor(() => expect(container.querySelector("[data-card=kale]")?.getAttribute("draggable")).toBe("true"));
    await waitFor(() => expect(document.body.querySelectorAll("[data-card]")).toHaveLength(3));
    expect(onRecoverableError).not.toHaveBeenCalled();
  });

  it("is columns with names, counts and their cards", () => {
    render(<Garden />);
    const sown = screen.getByRole("region", { name: "Just sown" });
    expect(within(sown).getByText("2")).toBeTruthy();
    expect(within(sown).getAllByRole("row").map((row) => row.getAttribute("aria-label"))).toEqual(["Kale", "Leek"]);
  });

  it("lets another column be chosen by a chip", () => {
    render(<Garden />);
    const chips = screen.getByRole("radiogroup", { name: "Beds" });
    fireEvent.click(within(chips).getByRole("radio", { name: "Growing (1)" }));
    expect(screen.getByRole("region", { name: "Growing" }).hasAttribute("data-chosen")).toBe(true);
    expect(screen.getByRole("region", { name: "Just sown" }).hasAttribute("data-chosen")).toBe(false);
  });
});

describe("moving a card by keyboard", () => {
  it("goes from the handle with Enter, Tab and Enter, through places that say what they are", async () => {
    const onMove = vi.fn<BoardProps<Plant>["onMove"]>();
    render(<Garden onMove={onMove} />);
    await liftByKeyboard("Kale");
    expect(screen.getByRole("button", { name: "Drop on Growing" })).toBe(document.activeElement);
    press("Tab");
    expect(columnInFocus()).toBe("eaten");
    press("Enter");
    expect(onMove.mock.calls).toEqual([["kale", "eaten", "keyboard"]]);
  });

  it("offers no place that does not take the card, and never its own", async () => {
    render(<Garden canDrop={(_, bed) => bed !== "growing"} />);
    await liftByKeyboard("Kale");
    expect(screen.getAllByRole("button", { name: /^Drop on/ }).map((one) => one.closest("[data-column]")?.getAttribute("data-column"))).toEqual(["eaten"]);
    press("Escape");
  });

  it("moves nothing after Escape, and focus is back where it was", async () => {
    const onMove = vi.fn<BoardProps<Plant>["onMove"]>();
    render(<Garden onMove={onMove} />);
    await liftByKeyboard("Kale");
    press("Escape");
    expect(onMove).not.toHaveBeenCalled();
    expect(card("Kale").contains(document.activeElement)).toBe(true);
  });

  it("takes focus to the moved card when it arrives, though the answer came late", async () => {
    const { rerender } = render(<Garden />);
    await liftByKeyboard("Kale");
    press("Enter");
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Drop on/ })).toBeNull());
    rerender(<Garden plants={moved("kale", "growing")} />);
    await waitFor(() => expect(document.activeElement).toBe(card("Kale")));
    expect(columnInFocus()).toBe("growing");
  });
});

describe("focus after a move by other ways", () => {
  it("waits for the card to be in its column, and never falls on a neighbour", async () => {
    const board = createRef<BoardHandle>();
    const { rerender } = render(<Garden board={board} />);
    act(() => screen.getByRole("button", { name: "Water Rose" }).focus());
    act(() => board.current?.focusCard("kale", "eaten"));
    expect(card("Rose").contains(document.activeElement)).toBe(true);
    rerender(<Garden board={board} plants={moved("kale", "eaten")} />);
    await waitFor(() => expect(document.activeElement).toBe(card("Kale")));
    expect(isIn("Kale", "Eaten")).toBe(true);
  });

  it("is not taken from somebody who has gone on meanwhile", async () => {
    const board = createRef<BoardHandle>();
    const { rerender } = render(<Garden board={board} />);
    act(() => board.current?.focusCard("kale", "eaten"));
    const rose = screen.getByRole("button", { name: "Water Rose" });
    act(() => rose.focus());
    fireEvent.keyDown(rose, { key: "x" });
    rerender(<Garden board={board} plants={moved("kale", "eaten")} />);
    await waitFor(() => expect(isIn("Kale", "Eaten")).toBe(true));
    expect(card("Rose").contains(document.activeElement)).toBe(true);
  });
});

describe("a hand on the board", () => {
  it("is a pointer over it, or focus inside, until they go", () => {
    const held = createHeld();
    render(<Garden held={held} />);
    expect(held.isHeld()).toBe(false);
    fireEvent.pointerEnter(card("Kale"));
    expect(held.isHeld()).toBe(true);
    fireEvent.pointerLeave(card("Kale"));
    expect(held.isHeld()).toBe(false);
    act(() => screen.getByRole("button", { name: "Water Kale" }).focus());
    expect(held.isHeld()).toBe(true);
    act(() => screen.getByRole("radio", { name: "Growing (1)" }).focus());
    expect(held.isHeld()).toBe(false);
  });

  it("is a drag", async () => {
    const held = createHeld();
    render(<Garden held={held} />);
    await liftByKeyboard("Kale");
    expect(held.isHeld()).toBe(true);
    press("Escape");
    act(() => (document.activeElement as HTMLElement).blur());
    expect(held.isHeld()).toBe(false);
  });

  it("is gone when what had focus is gone, and the page is told once all hands are off", async () => {
    const held = createHeld();
    const whenFree = vi.fn<() => void>();
    held.whenFree(whenFree);
    const { rerender } = render(<Garden held={held} />);
    act(() => screen.getByRole("button", { name: "Water Rose" }).focus());
    rerender(<Garden held={held} plants={plants.slice(0, 1)} />);
    await waitFor(() => expect(screen.queryByRole("row", { name: "Rose" })).toBeNull());
    act(() => (document.activeElement as HTMLElement | null)?.blur());
    expect(held.isHeld()).toBe(false);
    fireEvent.pointerEnter(card("Kale"));
    fireEvent.pointerLeave(card("Kale"));
    await waitFor(() => expect(whenFree).toHaveBeenCalled());
  });
});
