import { Check } from "lucide-react";
import { Link } from "react-router";
import { AvatarStack } from "~/kit/AvatarStack";
import { CardFace } from "~/kit/board/CardFace";
import type { CardTools } from "~/kit/board/types";
import { Button, ButtonWords, buttonClass } from "~/kit/Button";
import { threeDots } from "~/kit/Dots";
import { IconButton, iconButtonClass } from "~/kit/IconButton";
import { Menu, MenuItem } from "~/kit/Menu";
import { Tag } from "~/kit/Tag";
import type { GapCard } from "../cards.server";
import { places, whyMoved, type Column } from "../words";
import styles from "./board.module.css";
import { columnIds } from "./state";
import { ageWords, areaWords, leadWords, peopleWords, shortly } from "./words-of-card";

export type CardActs = {
  seeToo: (card: GapCard) => void;
  tellMore: (card: GapCard) => void;
  moveTo: (card: GapCard, place: Column | "resting") => void;
  takeLead: (card: GapCard) => void;
  copyLink: (card: GapCard) => void;
};

export interface GapFaceProps {
  card: GapCard;
  tools: CardTools;
  acts: CardActs;
  /** Whether the reader is among those who see it. */
  joined: boolean;
  note: string | undefined;
  now: string;
  /** Where a form without scripts comes back to. */
  back: string;
  isDisabled: boolean;
}

/** What a gap's card says, and what one can do with it. */
export function GapFace({ card, tools, acts, joined, note, now, back, isDisabled }: GapFaceProps) {
  // A lead who is named says it already.
  const why = card.why === "lead_taken" && card.lead ? undefined : whyMoved(card.why ?? "");
  return (
    <CardFace
      tags={
        <>
          <Tag>{areaWords(card)}</Tag>
          {card.askedStillTrue ? <Tag tone="needs">Still true?</Tag> : null}
          {card.flagged ? <Tag tone="info">Being checked</Tag> : null}
        </>
      }
      tools={
        <>
          {tools.dragHandle}
          {tools.isStill ? stillMenu : <CardMenu card={card} acts={acts} isDisabled={isDisabled} />}
        </>
      }
      words={
        <Link id={`gap-${card.id}`} to={`/gaps/${card.id}`}>
          {card.sentence}
        </Link>
      }
      facts={
        <>
          <AvatarStack label="Who sees it" people={card.faces.map(({ accountId, name }) => ({ id: accountId, name }))} />
          <span>{[peopleWords(card.people), leadWords(card) ?? ageWords(card.at, now)].join(" · ")}</span>
          {why ? <span className={styles.why}>{why}</span> : null}
          {note ? <span className={styles.note}>{note}</span> : null}
        </>
      }
      footer={joined ? tools.isStill ? stillJoined : <JoinedButton card={card} acts={acts} isDisabled={isDisabled} /> : <JoinForm card={card} acts={acts} back={back} isDisabled={isDisabled} />}
    />
  );
}

/** Until scripts arrive, what a menu and a button will be. */
const stillMenu = (
  <span className={iconButtonClass} aria-hidden="true">
    {threeDots}
  </span>
);
const stillJoined = (
  <span className={buttonClass("quiet", false, styles.joined)}>
    <ButtonWords icon={<Check />}>You see this too</ButtonWords>
  </span>
);

function CardMenu({ card, acts, isDisabled }: Pick<GapFaceProps, "card" | "acts" | "isDisabled">) {
  const name = `What to do with: ${shortly(card.sentence)}`;
  function choose(id: string) {
    if (id === "lead") acts.takeLead(card);
    else if (id === "link") acts.copyLink(card);
    else acts.moveTo(card, id as Column | "resting");
  }
  return (
    <Menu trigger={<IconButton label={name} icon={threeDots} isDisabled={isDisabled} />} label={name} onAction={choose}>
      {columnIds
        .filter((column) => column !== card.place)
        .map((column) => (
          <MenuItem key={column} id={column}>
            {`Move to ${places[column].title}${column === "met" ? "…" : ""}`}
          </MenuItem>
        ))}
      {card.lead ? null : <MenuItem id="lead">Take the lead</MenuItem>}
      <MenuItem id="resting">Rest it…</MenuItem>
      <MenuItem id="link">Copy link</MenuItem>
    </Menu>
  );
}

/** Until scripts arrive it is a form that comes back to this board. */
function JoinForm({ card, acts, back, isDisabled }: Pick<GapFaceProps, "card" | "acts" | "back" | "isDisabled">) {
  return (
    <form
      method="post"
      action={`/gaps/${card.id}/acts`}
      onSubmit={(event) => {
        event.preventDefault();
        acts.seeToo(card);
      }}
    >
      <input type="hidden" name="intent" value="join" />
      <input type="hidden" name="back" value={`${back}#gap-${card.id}`} />
      {/* The browser's own: it only sends the form, and there is one on nearly every card. */}
      <button type="submit" className={buttonClass("quiet", false, styles.join)} disabled={isDisabled} aria-describedby={`gap-${card.id}`}>
        I see this too
      </button>
    </form>
  );
}

function JoinedButton({ card, acts, isDisabled }: Pick<GapFaceProps, "card" | "acts" | "isDisabled">) {
  return (
    <Button variant="quiet" className={styles.joined} icon={<Check />} isDisabled={isDisabled} aria-describedby={`gap-${card.id}`} aria-haspopup="dialog" onPress={() => acts.tellMore(card)}>
      You see this too
    </Button>
  );
}
