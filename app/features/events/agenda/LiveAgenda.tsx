import { LiveFrame, type LiveTextProps } from "~/features/writing/LiveFrame";
import AgendaEditor from "./AgendaEditor";

/** An agenda's live half: the frame of all live words, with rows in it. */
export default function LiveAgenda(props: LiveTextProps) {
  return <LiveFrame {...props} editor={AgendaEditor} />;
}
