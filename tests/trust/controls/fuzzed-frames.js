/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "fuzzed-frames"];

export const controls = [
  { name: "bytes that cannot be read are everybody's business", file: "server/documents/socket.ts", from: "message = readMessage(bytes);\n      } catch {\n        return peer.cut(closeCodes.refused);", to: "message = readMessage(bytes);\n      } catch (error) {\n        throw error;" },
];
