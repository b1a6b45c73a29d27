// Starts the built server (npm run build). `npm start` builds first when there is need.
import { readyToServe } from "./build/server/index.js";

await readyToServe();
