/** The bytes Yjs sends for "one more character behind my last one", written without a document. */
import * as encoding from "lib0/encoding";

const contentString = 4;
const hasLeftNeighbour = 0x80;

/** Update (version 1) in which `client` adds `character` at `clock`, directly behind its previous character. */
export function nextCharacterUpdate(client, clock, character) {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1); // one client
    encoding.writeVarUint(encoder, 1); // one struct
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeUint8(encoder, contentString | hasLeftNeighbour);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock - 1);
    encoding.writeVarString(encoder, character);
    encoding.writeVarUint(encoder, 0); // nothing deleted
  });
}
