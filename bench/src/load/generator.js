/** A load generator process: does what its parent asks, one command after another. */
import { sayReady } from "../hosts/ready.js";
import { Crowd } from "./crowd.js";
import { keptClocks } from "./kept-clocks.js";
import { timeOpening } from "./opening.js";
import { preload } from "./preload.js";

const crowd = new Crowd();

const commands = {
  sit: (task) => crowd.sit(task),
  type: (task) => crowd.type(task),
  startMeasuring: () => crowd.startMeasuring(),
  stopMeasuring: () => crowd.stopMeasuring(),
  stopTyping: () => crowd.stopTyping(),
  ledger: () => crowd.ledger(),
  leave: () => crowd.leave(),
  keptClocks,
  preload,
  timeOpening,
};

process.on("message", async ({ id, command, task }) => {
  try {
    process.send({ id, answer: await commands[command](task) });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});

process.on("unhandledRejection", (error) => console.error("load generator:", error.message));

sayReady();
