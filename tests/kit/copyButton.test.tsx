// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { CopyButton } from "~/kit/CopyButton";
import { LiveRegionProvider } from "~/kit/LiveRegion";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const said = () => document.querySelector("[data-live=polite]")?.textContent?.trim();
const shown = async () => {
  render(
    <LiveRegionProvider>
      <CopyButton text="https://a.example/x" said="Link copied.">
        Copy the link
      </CopyButton>
    </LiveRegionProvider>,
  );
  await act(async () => {
    fireEvent.click(screen.getByRole("button", { name: "Copy the link" }));
    await Promise.resolve();
  });
};

test("says that it is copied, to who looks and to who listens", async () => {
  const writes = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await shown();
  expect(writes).toHaveBeenCalledWith("https://a.example/x");
  await screen.findByRole("button", { name: "Copied" });
  await waitFor(() => expect(said()).toBe("Link copied."));
});

test.each([
  ["refuses", () => vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no"))],
  ["has no clipboard here", () => vi.spyOn(navigator, "clipboard", "get").mockReturnValue(undefined as unknown as Clipboard)],
])("says what to do where the browser %s", async (_what, without) => {
  without();
  await shown();
  await screen.findByText("It could not be copied. Select it and copy it by hand.", { selector: "span" });
  await waitFor(() => expect(said()).toBe("It could not be copied. Select it and copy it by hand."));
});
