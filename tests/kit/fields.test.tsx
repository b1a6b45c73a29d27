// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it } from "vitest";
import { fromConform } from "~/kit";
import { Button } from "~/kit/Button";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { ComboBox } from "~/kit/ComboBox";
import { DatePicker } from "~/kit/DatePicker";
import { RadioGroup } from "~/kit/RadioGroup";
import { TextField } from "~/kit/TextField";

afterEach(cleanup);

const areas = [
  { value: "leith", label: "Leith" },
  { value: "restalrig", label: "Restalrig" },
];

describe("fields in a plain form", () => {
  it("are sent by name before scripts arrive", () => {
    const html = renderToString(
      <form>
        <TextField label="Name" name="name" defaultValue="Mrs K." />
        <ComboBox label="Area" name="area" choices={areas} defaultValue="restalrig" />
        <DatePicker label="Day" name="day" defaultValue="2026-11-24" />
        <RadioGroup label="Computer" name="computer" choices={[{ value: "mine", label: "Only me" }]} defaultValue="mine" />
        <CheckboxGroup label="Purposes" name="purpose" choices={areas} defaultValue={["leith"]} />
      </form>,
    );
    document.body.innerHTML = html;
    const form = document.querySelector("form");
    expect(form?.querySelector("select[name=area] option[selected]")?.getAttribute("value")).toBe("restalrig");
    form?.querySelector("select")?.remove();
    const sent = [...new FormData(form ?? undefined).entries()];
    expect(sent).toEqual([
      ["name", "Mrs K."],
      ["day", "2026-11-24"],
      ["computer", "mine"],
      ["purpose", "leith"],
    ]);
    document.body.innerHTML = "";
  });

  it("are sent by the same names afterwards", () => {
    const { container } = render(
      <form>
        <ComboBox label="Area" name="area" choices={areas} defaultValue="restalrig" />
        <DatePicker label="Day" name="day" defaultValue="2026-11-24" />
      </form>,
    );
    const sent = new FormData(container.querySelector("form") ?? undefined);
    expect(sent.get("area")).toBe("restalrig");
    expect(sent.get("day")).toBe("2026-11-24");
  });

  it("take what Conform says of them", () => {
    const field = { id: "f-name", name: "name", errors: ["Enter a name"], initialValue: "Mrs", required: true };
    render(<TextField label="Name" {...fromConform(field)} />);
    const input = screen.getByLabelText<HTMLInputElement>("Name");
    expect(input.id).toBe("f-name");
    expect(input.value).toBe("Mrs");
    expect(input.required).toBe(true);
    expect(document.getElementById("f-name-error")?.textContent).toContain("Enter a name");
  });

  it("have a button that says what it is doing and keeps its width", () => {
    const { rerender } = render(<Button isPending={false}>Send</Button>);
    expect(screen.getByRole("button", { name: "Send" }).textContent).toContain("Saving…");
    rerender(<Button isPending>Send</Button>);
    expect(screen.getByText("Saving…").getAttribute("aria-hidden")).toBeNull();
  });
});
