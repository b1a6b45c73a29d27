import type { Drawing } from "./ids";

const opening = ["Met at the library", "Rang after ten", "Walked to the garden together", "Sat with the forms", "Spoke with their sister", "Went along to the lunch", "Wrote the letter together", "Waited with them at the office"];
const middle = ["the heating is on again", "the hub has a place on Thursdays", "the bus pass came", "sleeping better than last month", "the arrears are on a plan", "would like to try the choir", "the form went in today", "asked for large print"];
const next = ["I ring on Monday.", "They ring the hub themselves.", "Nothing more for now.", "We look again in two weeks.", "Their neighbour comes along.", "The adviser writes to us both."];
const said = ["Aye, that is fine.", "Only what I need you to know.", "As long as I hear of it first.", "Fine by me, for now.", "Not the letters, the rest is fine."];

/** A line of a note. Invented, like everybody in it. */
export const lineFor = (draw: Drawing) => `${draw.pick(opening)}; ${draw.pick(middle)}. ${draw.pick(next)}`;
export const saidFor = (draw: Drawing) => draw.pick(said);
