import { useEffect } from "react";
import { Link, useLocation } from "react-router";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { StrayErrors } from "~/kit/StrayErrors";
import { Tag } from "~/kit/Tag";
import { useOnline } from "~/kit/useOnline";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { agoWords } from "../../../../gaps/asks/words";
import { useLookAgain } from "../../../useLookAgain";
import type { Refused } from "../../../../shadowing/offer/typed";
import { LiveWords } from "../../../../writing/LiveWords";
import { NotLive } from "../../../../writing/NotLive";
import { tieStates } from "../../../words";
import { stateTones } from "../said";
import styles from "../ties.module.css";
import { Agreements } from "./Agreements";
import { AnswerCard } from "./AnswerCard";
import { Done } from "./Done";
import { Lines } from "./Lines";
import { EndIt } from "./EndIt";
import { Signs } from "./Signs";
import { Story } from "./Story";
import type { InsideView, TieView } from "./tie-view.server";
import { WhatFor } from "./WhatFor";
import { WhoHolds } from "./WhoHolds";
import { WriteContact } from "./WriteContact";

export type PartProps = { view: TieView; refused: Refused | undefined };
export type InsideProps = PartProps & { inside: InsideView; online: boolean };

/** A tie: how it stands, who holds it, how the two work together, what they agreed and what passed between them. */
export function TiePage({ view, refused }: PartProps) {
  const { tie, title, inside, now } = view;
  const { notLive } = useLookAgain(inside ? `tie:${tie.id}` : "ties");
  useComingTo();
  const online = useOnline();
  return (
    <>
      <NotLive notLive={notLive} />
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Ties", to: "/directory/ties" }, { label: title }]} />}
        title={title}
        lead={
          <span className={styles.standing}>
            <Tag tone={stateTones[tie.state]}>{tieStates[tie.state]}</Tag> {inside && tie.state === "held" ? (tie.lastContactAt ? `Last in touch ${agoWords(tie.lastContactAt, now)}.` : "Nothing is written down yet.") : null}
          </span>
        }
        actions={inside?.may.write ? <LinkButton to="#write" variant="primary" className={styles.screen ?? ""}>Write down a contact</LinkButton> : null}
      />
      <div className={styles.wide}>
        <StrayErrors refused={refused} />
        <Done part="tie" view={view} refused={refused} />
        {inside ? <Inside view={view} inside={inside} refused={refused} online={online} /> : <Outline view={view} refused={refused} />}
      </div>
    </>
  );
}

/** What its two sides read, alike. */
function Inside(props: InsideProps) {
  const { view, inside } = props;
  const side = (
    <div className={styles.wide}>
      <WhatFor {...props} />
      <Lines {...props} />
      {inside.may.end ? <EndIt {...props} /> : null}
    </div>
  );
  return (
    <TwoColumns side={side} sideLabel="About this tie">
      <div className={styles.wide}>
        <AnswerCard {...props} />
        {view.tie.state === "held" ? <Signs view={view} inside={inside} /> : null}
        <WhoHolds view={view} refused={props.refused} />
        {inside.may.write ? <WriteContact {...props} /> : null}
        <LiveWords
          {...inside.words}
          accountId={view.accountId}
          title="How we work together"
          placeholder="How to send somebody. What to expect, and by when. What not to send. Who decides what."
          historyUrl={`/directory/ties/${view.tie.id}/history`}
          about="Both sides read and write here. Never name a person you support."
        />
        <Agreements {...props} />
        <Story {...props} />
      </div>
    </TwoColumns>
  );
}

/** What everybody who acts reads of others' ties. */
function Outline({ view, refused }: PartProps) {
  return (
    <div className={styles.narrow}>
      {view.tie.purpose ? <p className={styles.voice}>{view.tie.purpose}</p> : null}
      <WhoHolds view={view} refused={refused} />
      <Lines view={view} refused={refused} />
      <Card as="section" title="Would you like to meet one of them?">
        <p>
          Their story, and what they agreed, is theirs. <Link to="/directory/introductions">Ask for an introduction</Link>, or <Link to="/directory/ties/new">propose a tie</Link>.
        </p>
      </Card>
    </div>
  );
}

/** Whoever follows a next step to a part of this page goes on from there by keyboard too. */
function useComingTo(): void {
  const place = useLocation();
  useEffect(() => {
    const part = place.hash ? document.getElementById(place.hash.slice(1)) : null;
    if (part?.tabIndex === -1) part.focus({ preventScroll: true });
  }, [place]);
}
