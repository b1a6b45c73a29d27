// @vitest-environment happy-dom
import { render } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { WithScripts } from "~/kit/WithScripts";

test("a button that scripts alone can serve has its room before they are there, and is the same button afterwards", () => {
  const row = (
    <WithScripts>
      <button type="button">Print</button>
    </WithScripts>
  );
  const place = document.createElement("div");
  place.innerHTML = renderToString(row);
  const button = place.querySelector("button");
  expect(button?.parentElement?.className).toBe("waits");
  const { unmount } = render(row, { container: place, hydrate: true });
  expect(place.querySelector("button")).toBe(button);
  expect(button?.parentElement?.className).toBe("here");
  unmount();
});
