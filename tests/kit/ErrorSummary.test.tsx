// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { RadioGroup } from "~/kit/RadioGroup";
import { TextField } from "~/kit/TextField";

afterEach(cleanup);

function Form({ errors }: { errors: { message: string; fieldId: string }[] }) {
  return (
    <>
      <ErrorSummary errors={errors} />
      <TextField id="missing" label="What is missing?" hint="Never name a person." error={errors[0]?.message} />
      <RadioGroup id="area" label="Area" name="area" choices={[{ value: "leith", label: "Leith" }]} />
    </>
  );
}

const one = [{ message: "Say what is missing", fieldId: "missing" }];

describe("the list of what is wrong", () => {
  it("takes focus when the form comes back with errors", () => {
    const { rerender } = render(<Form errors={[]} />);
    expect(screen.queryByText("There is a problem")).toBeNull();
    rerender(<Form errors={one} />);
    expect(document.activeElement).toBe(screen.getByRole("alert"));
  });

  it("leaves focus alone when nothing changed but the page", () => {
    const { rerender } = render(<Form errors={one} />);
    screen.getByLabelText("What is missing?").focus();
    rerender(<Form errors={[...one]} />);
    expect(document.activeElement).toBe(screen.getByLabelText("What is missing?"));
  });

  it("leads from each line to its field", () => {
    render(<Form errors={[...one, { message: "Choose an area", fieldId: "area" }]} />);
    fireEvent.click(screen.getByRole("link", { name: "Say what is missing" }));
    expect(document.activeElement).toBe(screen.getByLabelText("What is missing?"));
    fireEvent.click(screen.getByRole("link", { name: "Choose an area" }));
    expect(document.activeElement).toBe(screen.getByLabelText("Leith"));
  });

  it("tells the field apart for those who cannot see red", () => {
    render(<Form errors={one} />);
    const field = screen.getByLabelText("What is missing?");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    const described = (field.getAttribute("aria-describedby") ?? "").split(" ");
    expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
      "Never name a person.",
      "Error: Say what is missing",
    ]);
  });
});
