import { avatarColour, type Present } from "~/features/writing/presence";
import type { ConnectionState } from "~/features/writing/provider";
import { SaveState } from "~/features/writing/SaveState";
import { AvatarStack } from "~/kit/AvatarStack";
import styles from "./NoteHead.module.css";

type Props = { me: { accountId: string; name: string }; people: readonly Present[]; states: readonly ConnectionState[] };

/** Who is here, and whether everything written on this page is saved. */
export function NoteHead({ me, people, states }: Props) {
  if (states.length === 0) return null;
  const { status, saved } = worst(states);
  return (
    <div className={styles.head}>
      <AvatarStack
        label="Here now"
        people={[{ id: me.accountId, name: me.name, colour: avatarColour(me.accountId) }, ...people.map(({ accountId, name }) => ({ id: accountId, name, colour: avatarColour(accountId) }))]}
      />
      <SaveState status={status} saved={saved} />
    </div>
  );
}

const order: readonly ConnectionState["status"][] = ["refused", "lowered", "signed out", "offline", "joining", "live", "read only", "ended"];
const savedOrder = ["not saved", "saving", "saved"] as const;

/** One line for the whole page says the worst that is true of any part, and the last time all was saved. */
export function worst(states: readonly ConnectionState[]): Pick<ConnectionState, "status" | "saved"> {
  const [first] = [...states].sort((one, other) => order.indexOf(one.status) - order.indexOf(other.status));
  const saved = [...states]
    .map((state) => state.saved)
    .sort((one, other) => savedOrder.indexOf(one.state) - savedOrder.indexOf(other.state) || timeOf(other) - timeOf(one))[0];
  return { status: first?.status ?? "joining", saved: saved ?? { state: "saved", at: undefined } };
}

function timeOf(saved: ConnectionState["saved"]): number {
  return saved.state === "saved" ? (saved.at?.getTime() ?? 0) : 0;
}
