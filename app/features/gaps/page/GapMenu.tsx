import { MoreHorizontal } from "lucide-react";
import { useContext, useState } from "react";
import { copyText } from "~/kit/copyText";
import { Dialog } from "~/kit/Dialog";
import { Disclosure } from "~/kit/Disclosure";
import { IconButton } from "~/kit/IconButton";
import { useAnnounce } from "~/kit/LiveRegion";
import { Menu, MenuItem } from "~/kit/Menu";
import { useHydrated } from "~/kit/useHydrated";
import type { Place } from "../words";
import { ActButton, ActSaid } from "./ActForm";
import type { GapFrame } from "./gap-page.server";
import { MeetForm, MoveForm, RestForm, RewordForm, TakeDownForm, type MenuFormProps } from "./MenuForms";
import styles from "./page.module.css";
import { type Asked, GapHere, useAct } from "./useAct";

const forms = {
  move: { title: "Move this gap", intent: "move", Form: MoveForm },
  rest: { title: "Let this gap rest", intent: "move", Form: RestForm },
  met: { title: "Say it is met", intent: "met", Form: MeetForm },
  reword: { title: "Change the words", intent: "reword", Form: RewordForm },
  "take-down": { title: "Take this gap down", intent: "take-down", Form: TakeDownForm },
} as const satisfies Record<Asked, object>;
type Props = Omit<MenuFormProps, "act">;
const notCopied = "The link could not be copied. Copy it from the address bar.";

/** What else one can do with a gap. Until scripts arrive the same forms stand in the page. */
export function GapMenu(props: Props) {
  const { asked, ask } = useContext(GapHere);
  const announce = useAnnounce();
  const act = useAct(asked ? forms[asked].intent : "move", `menu-${asked ?? "revive"}`, () => ask(undefined));
  const [copied, setCopied] = useState<boolean>();
  const hydrated = useHydrated();
  if (!hydrated) return <PlainMenu {...props} />;
  const copy = async () => {
    const isDone = await copyText(location.href.split(/[?#]/)[0] ?? location.href);
    setCopied(isDone);
    announce(isDone ? "Link copied." : notCopied);
  };
  const open = asked && forms[asked];
  const { gap } = props;
  return (
    <>
      <Menu
        label="What else to do with this gap"
        trigger={<IconButton label="More to do with this gap" icon={<MoreHorizontal />} />}
        onAction={(id) => {
          setCopied(undefined);
          if (id === "copy") void copy();
          else if (id === "print") print();
          else if (id === "revive") act.send({ to: revivedTo(gap), version: String(gap.version) });
          else ask(id as Asked);
        }}
      >
        <MenuItem id="move">Move to…</MenuItem>
        {gap.place === "resting" ? <MenuItem id="revive">Revive</MenuItem> : <MenuItem id="rest">Rest it</MenuItem>}
        <MenuItem id="met">{gap.place === "met" ? "Say more of what there is now" : "Say it is met"}</MenuItem>
        {gap.me.mayReword ? <MenuItem id="reword">Change the words</MenuItem> : null}
        <MenuItem id="copy">Copy link</MenuItem>
        <MenuItem id="print">Print</MenuItem>
        {gap.me.mayTakeDown ? (
          <MenuItem id="take-down" danger>
            Take it down
          </MenuItem>
        ) : null}
      </Menu>
      {open ? (
        <Dialog isOpen onOpenChange={(isOpen) => isOpen || ask(undefined)} title={open.title}>
          <open.Form key={asked} {...props} act={act} />
        </Dialog>
      ) : (
        <ActSaid act={act} />
      )}
      {copied === undefined ? null : (
        <p className={styles.said} data-wrong={copied ? undefined : ""}>
          {copied ? "Link copied." : notCopied}
        </p>
      )}
    </>
  );
}

/** Where a gap that rested comes back to: as far as it had come with those who stand beside it. */
function revivedTo(gap: GapFrame): Place {
  if (gap.holders.some(({ role, name }) => role === "lead" && name !== null)) return "working";
  return gap.organisations > 1 ? "seen" : "noticed";
}

function PlainMenu(props: Props) {
  const { gap } = props;
  const shown = (Object.keys(forms) as Asked[]).filter((asked) => (asked === "reword" ? gap.me.mayReword : asked === "take-down" ? gap.me.mayTakeDown : asked !== "rest" || gap.place !== "resting"));
  return (
    <div className={styles.plainMenu}>
      {gap.place === "resting" ? <PlainRevive gap={gap} /> : null}
      {shown.map((asked) => (
        <PlainForm key={asked} asked={asked} {...props} />
      ))}
    </div>
  );
}

function PlainForm({ asked, ...props }: Props & { asked: Asked }) {
  const { title, intent, Form } = forms[asked];
  const act = useAct(intent, `menu-${asked}`);
  return (
    <Disclosure summary={title} defaultOpen={act.answer?.reply !== undefined}>
      <Form {...props} act={act} />
    </Disclosure>
  );
}

function PlainRevive({ gap }: { gap: GapFrame }) {
  const act = useAct("move", "menu-revive");
  return (
    <ActButton act={act} fields={{ to: revivedTo(gap), version: String(gap.version) }}>
      Revive
    </ActButton>
  );
}
