// @vitest-environment happy-dom
import { act, cleanup, render } from "@testing-library/react";
import { useEffect } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Announce, LiveRegionProvider, useAnnounce } from "~/kit/LiveRegion";

let announce: Announce = () => {};

function Speaker({ onReady }: { onReady: (say: Announce) => void }) {
  const say = useAnnounce();
  useEffect(() => onReady(say), [say, onReady]);
  return null;
}

const remember = (say: Announce) => {
  announce = say;
};

const spoken = (kind: "polite" | "assertive") => document.querySelector(`[data-live="${kind}"]`)?.textContent?.trim();

describe("the page's one voice", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    render(
      <LiveRegionProvider>
        <Speaker onReady={remember} />
      </LiveRegionProvider>,
    );
  });

  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it("says the first thing at once", () => {
    act(() => announce("Bashir is writing with you"));
    expect(spoken("polite")).toBe("Bashir is writing with you");
  });

  it("waits five seconds before the next, and then says only the newest", () => {
    act(() => announce("Bashir is writing with you"));
    act(() => announce("Jo is here"));
    act(() => announce("Jo has left"));
    expect(spoken("polite")).toBe("Bashir is writing with you");
    act(() => vi.advanceTimersByTime(4_999));
    expect(spoken("polite")).toBe("Bashir is writing with you");
    act(() => vi.advanceTimersByTime(1));
    expect(spoken("polite")).toBe("Jo has left");
  });

  it("does not wait with what cannot wait", () => {
    act(() => announce("Saved"));
    act(() => announce("Writing has stopped", "assertive"));
    expect(spoken("assertive")).toBe("Writing has stopped");
  });

  it("says the same words again when they are true again", () => {
    act(() => announce("Saved"));
    const first = document.querySelector('[data-live="polite"]')?.textContent;
    act(() => vi.advanceTimersByTime(5_000));
    act(() => announce("Saved"));
    expect(document.querySelector('[data-live="polite"]')?.textContent).not.toBe(first);
  });
});
