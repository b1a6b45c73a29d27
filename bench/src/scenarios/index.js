/** The scenarios by name, in the order they run. */
import { alike } from "./alike.js";
import { board } from "./board.js";
import { boardPages } from "./board-pages.js";
import { crash } from "./crash.js";
import { diary } from "./diary.js";
import { editingHour } from "./editing-hour.js";
import { frontEnd } from "./front-end.js";
import { growth } from "./growth.js";
import { idle } from "./idle.js";
import { open } from "./open.js";
import { pages } from "./pages.js";
import { cursors, propagation } from "./propagation.js";
import { race } from "./race.js";
import { registerImport } from "./register-import.js";
import { saturation } from "./saturation.js";
import { ties } from "./ties.js";
import { wire } from "./wire.js";
import { withdrawal } from "./withdrawal.js";

export const scenarios = { propagation, cursors, saturation, open, crash, idle, wire, withdrawal, pages, growth, board, "board-pages": boardPages, alike, diary, ties, race, "front-end": frontEnd, "editing-hour": editingHour, import: registerImport };
