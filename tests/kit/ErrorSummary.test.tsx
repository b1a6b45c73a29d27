// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it } from "vitest";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { RadioGroup } from "~/kit/RadioGroup";
import { StrayErrors } from "~/kit/StrayErrors";
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

describe("why a form was not taken, at the top of its page", () => {
  const refused = { sentence: "Aileen ended it first.", fields: {} };
  const own = [{ message: refused.sentence }];

  function Page({ told, isThere }: { told: typeof refused | undefined; isThere: boolean }) {
    return (
      <>
        <StrayErrors refused={told} />
        <a href="#more">More</a>
        {isThere ? <ErrorSummary errors={told ? own : []} /> : null}
      </>
    );
  }
  const whereItStands = () => screen.getAllByText(refused.sentence).map((line) => line.closest("[role=alert]"));

  it("is left to the form that says it, and said at the top once that form is gone", () => {
    const { rerender } = render(<Page told={undefined} isThere />);
    expect(screen.queryByRole("alert")).toBeNull();
    rerender(<Page told={refused} isThere />);
    const [inForm, ...others] = whereItStands();
    expect(others).toEqual([]);
    expect(document.activeElement).toBe(inForm);
    rerender(<Page told={refused} isThere={false} />);
    const [atTop, ...more] = whereItStands();
    expect(more).toEqual([]);
    expect(document.activeElement).toBe(atTop);
  });

  it("calls nobody back who has read it and gone on, and goes with the next that is sent", () => {
    const { rerender } = render(<Page told={refused} isThere />);
    screen.getByRole("link", { name: "More" }).focus();
    rerender(<Page told={refused} isThere={false} />);
    expect(whereItStands()).toHaveLength(1);
    expect(document.activeElement).toBe(screen.getByRole("link", { name: "More" }));
    rerender(<Page told={undefined} isThere={false} />);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("is said at once where no form says it", () => {
    render(<Page told={{ sentence: "", fields: { line: ["Write a line.", "Write less."] } as Record<string, string[]> }} isThere={false} />);
    expect(screen.getByRole("alert").textContent).toBe("There is a problemWrite a line.");
    expect(document.activeElement).toBe(screen.getByRole("alert"));
  });

  it("is drawn by the server too, where the style sheet keeps it from being said twice", () => {
    const drawn = renderToString(<Page told={refused} isThere />);
    expect(drawn.split(refused.sentence)).toHaveLength(3);
    expect(renderToString(<Page told={refused} isThere={false} />).split(refused.sentence)).toHaveLength(2);
  });
});
