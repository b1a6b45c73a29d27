// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { IconButton } from "~/kit/IconButton";

afterEach(cleanup);

test("the words of a picture button show in the part of the page that the button is in", async () => {
  render(
    <main>
      <IconButton label="Undo" icon="↶" />
    </main>,
  );
  fireEvent.keyDown(document.body, { key: "Tab" });
  act(() => screen.getByRole("button", { name: "Undo" }).focus());
  expect((await screen.findByRole("tooltip")).closest("main")).not.toBeNull();
});
