import { OrganisationPosts } from "~/features/people/components/OrganisationPosts";
import { RegisterNote } from "~/features/people/components/RegisterNote";
import { organisationPage } from "~/features/people/directory-read.server";
import { register } from "~/features/people/words";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { SummaryList } from "~/kit/SummaryList";
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
      <SummaryList
        rows={[
          { key: "area", label: "Area", value: area ?? "Not given" },
          { key: "postcode", label: "Postcode", value: postcode ?? "Not given" },
          { key: "number", label: "Charity number", value: charityNumber ?? "None" },
          { key: "source", label: "Comes from", value: isFromRegister ? `the ${register.name}` : "someone here, by hand" },
          { key: "changed", label: "Last changed", value: <Time iso={changedAt} format="date" /> },
        ]}
      />
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
