import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { notSavedAfter, Saving, savingAfter } from "~/features/writing/saving";

/** A connection that numbers what it sends, as CountingSocket does. */
function scene() {
  const saving = new Saving(() => {});
  let count = 0;
  let clock = 0;
  return {
    saving,
    type: () => saving.wrote(++clock),
    send: () => saving.sent(++count),
    newConnection: () => {
      saving.disconnected();
      count = 0;
    },
  };
}

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-20T10:42:07Z") }));
afterEach(() => void vi.useRealTimers());

describe("Saved is said only from acknowledgements that cover all of my words", () => {
  test("nothing written is nothing to save", () => {
    expect(scene().saving.now()).toEqual({ state: "saved", at: undefined });
  });

  test("words that are acknowledged are saved at that time", () => {
    const { saving, type, send } = scene();
    type();
    send();
    saving.acknowledged(1);
    expect(saving.now()).toEqual({ state: "saved", at: new Date("2026-11-20T10:42:07Z") });
    expect(saving.unsaved).toBe(false);
  });

  test("an acknowledgement of earlier words leaves the later ones unsaved", () => {
    const { saving, type, send } = scene();
    type();
    send();
    type();
    send();
    saving.acknowledged(1);
    expect(saving.unsaved).toBe(true);
    expect(saving.savedClock).toBe(1);
    saving.acknowledged(2);
    expect(saving.unsaved).toBe(false);
    expect(saving.savedClock).toBe(2);
  });

  test("words that never left are not saved by a number of another connection", () => {
    const { saving, type, send, newConnection } = scene();
    type();
    send();
    newConnection();
    saving.acknowledged(1);
    expect(saving.unsaved).toBe(true);
    send();
    saving.acknowledged(1);
    expect(saving.unsaved).toBe(false);
  });
});

describe("what is on its way is spoken of in time", () => {
  test("“Saving…” after 400 ms and “Not saved” after two seconds, each told without being asked", () => {
    const told = vi.fn<() => void>();
    const saving = new Saving(told);
    saving.wrote(1);
    expect(saving.now().state).toBe("saved");
    vi.advanceTimersByTime(savingAfter + 5);
    expect(saving.now().state).toBe("saving");
    vi.advanceTimersByTime(notSavedAfter - savingAfter + 5);
    expect(saving.now().state).toBe("not saved");
    expect(told.mock.calls.length).toBeGreaterThanOrEqual(3);
  });

  test("somebody who types on is judged by their oldest unsaved word, not by the first of all", () => {
    const { saving, type, send } = scene();
    for (let i = 1; i <= 30; i++) {
      type();
      send();
      vi.advanceTimersByTime(100);
      saving.acknowledged(i - 1);
    }
    expect(saving.now().state).toBe("saved");
  });
});
