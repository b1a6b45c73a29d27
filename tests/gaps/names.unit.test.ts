import { expect, test } from "vitest";
import { nameWarning, possibleNames } from "~/features/gaps/names";

test.each([
  ["Nothing for Morag Sinclair since the bus stopped", ["name"]],
  ["Mrs K. has nowhere to go", ["name"]],
  ["Sean O’Neill and others wait", ["name"]],
  ["A man born 12/03/1948 waits for a befriender", ["birth_date"]],
  ["d.o.b. known to us", ["birth_date"]],
  ["Ring 01632 960 114 after ten", ["phone"]],
  ["Text +44 7700 900123", ["phone"]],
  ["Somebody at EH6 7AB has no heating", ["postcode"]],
  ["eh67ab again", ["postcode"]],
  ["write to jo@example.org", ["email"]],
  ["CHI 1203481234", ["number"]],
])("%s: may name someone", (words, reasons) => {
  expect(possibleNames(words)).toEqual(reasons);
  expect(nameWarning(possibleNames(words))).toMatch(/^This may name someone: we see (a|an) /);
});

test.each(["Evening debt advice – people who work days cannot go", "Nowhere warm to sit after 5 pm in Restalrig", "No BSL interpreter for the Monday group", "Gaelic-speaking befriender", "No Gaelic-speaking befriender", "The Friday bingo stopped", "Men over 60 who will not come to a “group”", "Places on 24 to 26 November are full", "ESOL at 3 levels, 12 weeks"])(
  "%s: names nobody",
  (words) => {
    expect(possibleNames(words)).toEqual([]);
    expect(nameWarning([])).toBeUndefined();
  },
);

test("places and organisations one knows are passed over, and what stands beside them is not", () => {
  expect(possibleNames("Nothing after six in Pier Road", ["Pier Road"])).toEqual([]);
  expect(possibleNames("Kelpie Food Hub is full on Fridays", ["Kelpie Food Hub"])).toEqual([]);
  expect(possibleNames("Hamish Bell of Pier Road", ["Pier Road"])).toEqual(["name"]);
});
