/** The scenarios by name, in the order they run. */
import { crash } from "./crash.js";
import { editingHour } from "./editing-hour.js";
import { frontEnd } from "./front-end.js";
import { growth } from "./growth.js";
import { idle } from "./idle.js";
import { open } from "./open.js";
import { pages } from "./pages.js";
import { cursors, propagation } from "./propagation.js";
import { registerImport } from "./register-import.js";
import { saturation } from "./saturation.js";
import { wire } from "./wire.js";
import { withdrawal } from "./withdrawal.js";

export const scenarios = { propagation, cursors, saturation, open, crash, idle, wire, withdrawal, pages, growth, "front-end": frontEnd, "editing-hour": editingHour, import: registerImport };
