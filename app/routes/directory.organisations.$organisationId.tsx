import type { ReactNode } from "react";
import { OrganisationPosts } from "~/features/people/components/OrganisationPosts";
import styles from "~/features/people/components/people.module.css";
import { RegisterNote } from "~/features/people/components/RegisterNote";
import { organisationPage } from "~/features/people/directory-read.server";
import { register } from "~/features/people/words";
import { actOnOrganisation } from "~/features/relationships/organisation/acts.server";
import { HelpsWith } from "~/features/relationships/organisation/HelpsWith";
import { Knowers } from "~/features/relationships/organisation/Knowers";
import { organisationTies } from "~/features/relationships/organisation/organisation.server";
import own from "~/features/relationships/organisation/organisation.module.css";
import { Reach } from "~/features/relationships/organisation/Reach";
import { OwnTie, TiesOf } from "~/features/relationships/organisation/TiesOf";
import { Tries } from "~/features/relationships/organisation/Tries";
import { ClosedLine } from "~/features/relationships/leaving/ClosedLine";
import { closedOf } from "~/features/relationships/leaving/page.server";
import { ShadowDaysOf } from "~/features/shadowing/find/OfOrganisation";
import { daysOfOrganisation } from "~/features/shadowing/find/organisation.server";
import { SharedLines } from "~/features/shadowing/after/SharedLines";
import { sharedLinesOf } from "~/features/shadowing/after/shared-lines.server";
import { DoneLine } from "~/features/shadowing/find/DoneLine";
import { answered, said, saidAll } from "~/features/shadowing/offer/answer.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { Time } from "~/kit/Time";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/directory.organisations.$organisationId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.organisation.name ?? "Not found"} · Common Thread` }];

export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => ({
      ...(await organisationPage(trx, actor, params.organisationId)),
      shadowDays: await daysOfOrganisation(trx, actor, params.organisationId),
      sharedLines: await sharedLinesOf(trx, actor, params.organisationId),
      ties: await organisationTies(trx, actor, params.organisationId),
      closed: await closedOf(trx, params.organisationId),
    }));
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/directory.organisations.$organisationId");

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("command", actor.accountId);
    return withActor(db, actor, (trx) => actOnOrganisation(trx, actor, params.organisationId, { of: (name) => said(form, name), all: (name) => saidAll(form, name) }));
  });
}

const done = { try: "Written down.", reach: "Written down, for everybody.", helps: "Saved. Others find it by this.", back: "Taken back." };
const undoTry = { done: "try", name: "of", about: "take-back-try", intent: "take-back", field: "tryId" };

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function OrganisationPage({ loaderData, actionData }: Route.ComponentProps) {
  const { organisation, posts, abilities, shadowDays, sharedLines, ties, closed } = loaderData;
  const refused = useRefused(actionData);
  useNotices(ties ? ["ties", "directory"] : ["directory"]);
  const { id, name, kindWords, area, postcode, charityNumber, isFromRegister, changedAt } = organisation;
  const facts = (
    <Card as="div" title="Facts">
      <dl className={styles.facts}>
        <Fact label="Area">{area ?? "Not given"}</Fact>
        <Fact label="Postcode">{postcode ?? "Not given"}</Fact>
        <Fact label="Charity number">{charityNumber ?? "None"}</Fact>
        <Fact label="Comes from">{isFromRegister ? `The ${register.name}` : "Someone here, by hand"}</Fact>
        <Fact label="Last changed">
          <Time iso={changedAt} format="date" />
        </Fact>
      </dl>
    </Card>
  );
  const side = ties ? (
    <div className={own.main}>
      {facts}
      <HelpsWith name={name} of={ties} refused={refused} />
      <Knowers organisationId={id} knowers={ties.knowers} mayAsk={ties.abilities.propose} />
    </div>
  ) : (
    facts
  );
  return (
    <div className={own.page}>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Directory", to: "/directory" }, { label: name }]} />}
        title={name}
        lead={kindWords}
        actions={
          <>
            {abilities.change ? (
              <>
                {closed || organisation.kind === "network" ? null : (
                  <LinkButton to={`/directory/organisations/${id}/close`} variant="quiet">
                    Close it
                  </LinkButton>
                )}
                <LinkButton to={`/directory/organisations/${id}/facts`}>Change the facts</LinkButton>
              </>
            ) : null}
            {ties ? <OwnTie organisation={organisation} of={ties} /> : null}
          </>
        }
      />
      {closed ? <ClosedLine closed={closed} /> : null}
      <DoneLine words={done} refused={refused} undo={undoTry} />
      <TwoColumns side={side} sideLabel="Facts">
        {ties ? (
          <div className={own.main}>
            <Reach organisation={organisation} of={ties} refused={refused} />
            <TiesOf organisation={organisation} of={ties} />
            <Tries of={ties} refused={refused} />
          </div>
        ) : null}
        <OrganisationPosts organisationId={id} posts={posts} canAddPost={abilities.addPost} />
        {shadowDays ? <ShadowDaysOf days={shadowDays} /> : null}
        <SharedLines lines={sharedLines} />
      </TwoColumns>
      {isFromRegister ? <RegisterNote /> : null}
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
