import LiveEditor from "./LiveEditor";
import { LiveFrame, type LiveTextProps } from "./LiveFrame";

/** A text in paragraphs, as notes and proposals are. */
export default function LiveText(props: LiveTextProps) {
  return <LiveFrame {...props} editor={LiveEditor} />;
}
