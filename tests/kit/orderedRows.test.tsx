// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { OrderedRows } from "~/kit/OrderedRows";

afterEach(cleanup);

/** The courses of a meal; the buttons below stand for what somebody else does to it meanwhile. */
function Meal({ isDisabled = false }: { isDisabled?: boolean }) {
  const [courses, setCourses] = useState(["Soup", "Pie", "Tart"]);
  const move = (course: string, to: number) => setCourses((all) => all.filter((one) => one !== course).toSpliced(to, 0, course));
  return (
    <>
      <OrderedRows
        label="Meal"
        rows={courses.map((name) => ({ name }))}
        rowKey={({ name }) => name}
        rowLabel={({ name }) => name}
        emptyWords="Nothing."
        isDisabled={isDisabled}
        onMove={move}
        renderRow={({ name }, _index, handle) => (
          <>
            {handle}
            <span data-testid="course">{name}</span>
          </>
        )}
      />
      <button type="button" onClick={() => setCourses((all) => ["Bread", ...all])}>Add bread</button>
      <button type="button" onClick={() => setCourses((all) => all.filter((one) => one !== "Soup"))}>No soup</button>
    </>
  );
}

const meal = () => screen.getAllByTestId("course").map(({ textContent }) => textContent);
const row = (name: string) => screen.getByRole("row", { name });
const handle = (name: string) => screen.getByRole("button", { name: `Drag ${name}` });

/** One key after another, with nothing waited for between them. */
function press(on: HTMLElement, ...keys: string[]) {
  act(() => on.focus());
  for (const key of keys) {
    fireEvent.keyDown(on, { key });
    fireEvent.keyUp(on, { key });
  }
}

describe("rows put in order by keyboard", () => {
  it("lose no key, however quickly they come", () => {
    render(<Meal />);
    press(handle("Soup"), "Enter", "ArrowDown", "ArrowDown", "ArrowUp", "Enter");
    expect(meal()).toEqual(["Pie", "Soup", "Tart"]);
    press(handle("Tart"), " ", "Home", " ");
    expect(meal()).toEqual(["Tart", "Pie", "Soup"]);
    press(handle("Tart"), "Enter", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "Enter");
    expect(meal()).toEqual(["Pie", "Soup", "Tart"]);
  });

  it("show which is in hand and where it would lie, and leave it there after Escape or when focus goes on", () => {
    render(<Meal />);
    press(handle("Pie"), "Enter", "ArrowUp");
    expect(row("Pie").hasAttribute("data-in-hand")).toBe(true);
    expect(row("Soup").dataset["lands"]).toBe("before");
    press(handle("Pie"), "ArrowDown", "ArrowDown");
    expect(row("Tart").dataset["lands"]).toBe("after");
    press(handle("Pie"), "Escape");
    expect(row("Pie").hasAttribute("data-in-hand")).toBe(false);
    press(handle("Pie"), "Enter", "ArrowDown");
    act(() => screen.getByRole("button", { name: "Add bread" }).focus());
    expect(row("Pie").hasAttribute("data-in-hand")).toBe(false);
    expect(meal()).toEqual(["Soup", "Pie", "Tart"]);
  });

  it("are held while somebody else changes the rows, and not once theirs is gone", () => {
    render(<Meal />);
    press(handle("Soup"), "Enter", "ArrowDown");
    fireEvent.click(screen.getByRole("button", { name: "Add bread" }));
    press(handle("Soup"), "ArrowDown", "ArrowDown", "Enter");
    expect(meal()).toEqual(["Bread", "Pie", "Tart", "Soup"]);
    press(handle("Soup"), "Enter", "ArrowUp");
    fireEvent.click(screen.getByRole("button", { name: "No soup" }));
    expect(document.querySelector("[data-lands]")).toBeNull();
    press(handle("Pie"), "Enter", "ArrowUp", "Enter");
    expect(meal()).toEqual(["Pie", "Bread", "Tart"]);
  });

  it("have no handles while they may not be moved", () => {
    render(<Meal isDisabled />);
    expect(screen.queryByRole("button", { name: /^Drag/ })).toBeNull();
  });
});
