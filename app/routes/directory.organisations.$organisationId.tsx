import type { ReactNode } from "react";
import { OrganisationPosts } from "~/features/people/components/OrganisationPosts";
import styles from "~/features/people/components/people.module.css";
import { RegisterNote } from "~/features/people/components/RegisterNote";
import { organisationPage } from "~/features/people/directory-read.server";
import { register } from "~/features/people/words";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { Time } from "~/kit/Time";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/directory.organisations.$organisationId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.organisation.name ?? "Not found"} · Common Thread` }];

export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, (trx) => organisationPage(trx, actor, params.organisationId));
  });

export default function OrganisationPage({ loaderData }: Route.ComponentProps) {
  const { organisation, posts, abilities } = loaderData;
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
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Directory", to: "/directory" }, { label: name }]} />}
        title={name}
        lead={kindWords}
        actions={abilities.change ? <LinkButton to={`/directory/organisations/${id}/facts`}>Change the facts</LinkButton> : null}
      />
      <TwoColumns side={facts} sideLabel="Facts">
        <OrganisationPosts organisationId={id} posts={posts} canAddPost={abilities.addPost} />
      </TwoColumns>
      {isFromRegister ? <RegisterNote /> : null}
    </>
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
