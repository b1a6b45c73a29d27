// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { useStill } from "~/features/inbox/useStill";
import { holdingProps } from "~/kit/board/held";

afterEach(cleanup);

function List({ fresh }: { fresh: string }) {
  const { shown, held } = useStill(fresh);
  return (
    <div data-testid="list" {...holdingProps(held)}>
      {shown}
    </div>
  );
}

it("stands still from the first change on while a pointer is over it, and shows the newest when it has gone", async () => {
  const { rerender } = render(<List fresh="one" />);
  const list = screen.getByTestId("list");
  fireEvent.pointerEnter(list);
  for (const later of ["two", "three"]) {
    rerender(<List fresh={later} />);
    expect(list.textContent).toBe("one");
  }
  fireEvent.pointerLeave(list);
  expect(await screen.findByText("three")).toBe(list);
  rerender(<List fresh="four" />);
  expect(list.textContent).toBe("four");
});
