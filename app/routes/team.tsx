import { Form, useSearchParams } from "react-router";
import { withdrawInvitation } from "~/features/people/commands.server";
import { OrganisationPosts } from "~/features/people/components/OrganisationPosts";
import styles from "~/features/people/components/people.module.css";
import { teamPage } from "~/features/people/team-read.server";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { Tag } from "~/kit/Tag";
import { Time } from "~/kit/Time";
import { markOpened } from "~/features/inbox/seen.server";
import { awayNow } from "~/features/relationships/cover/page.server";
import { handoversNow } from "~/features/relationships/handover/page.server";
import { needsAHome } from "~/features/relationships/home/home.server";
import { LeavingAndAway } from "~/features/relationships/leaving/LeavingAndAway";
import { actsInNetwork } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/team";

export const meta = () => [{ title: "Team · Common Thread" }];

export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const team = await teamPage(trx, actor);
      if (!actsInNetwork(actor)) return { ...team, leaving: undefined };
      for (const post of team.organisations.flatMap(({ posts }) => posts)) if (post.canLookAfter && post.sitting.some(({ until }) => until)) await markOpened(trx, actor, { homePostId: post.id });
      const away = await awayNow(trx, team.organisations.map(({ id }) => id));
      return { ...team, leaving: { handovers: await handoversNow(trx), homes: (await needsAHome(trx, actor)).length, away } };
    });
  });

/** Takes an invitation back. */
export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    await limit("command", actor.accountId);
    const id = String((await request.formData()).get("invitation") ?? "");
    await withActor(db, actor, (trx) => withdrawInvitation(trx, actor, id));
    return null;
  });

export default function Team({ loaderData }: Route.ComponentProps) {
  const { organisations, invitations, abilities, leaving } = loaderData;
  const [search] = useSearchParams();
  return (
    <>
      <PageHeader
        title="Team"
        lead="The posts of your organisation, and who sits in them."
        actions={
          abilities.invite ? (
            <LinkButton variant="primary" to="/team/invitations/new">
              Invite someone
            </LinkButton>
          ) : null
        }
      />
      <div className={styles.stack}>
        <div role="status">{search.get("done") === "offboarded" ? <Banner tone="agreed">It has ended, everywhere. What they held is below, under what needs a home.</Banner> : null}</div>
        {leaving ? <LeavingAndAway {...leaving} looksAfter={abilities.invite} /> : null}
        {organisations.map(({ id, name, posts, canAddPost }) => (
          <section key={id} aria-labelledby={`team-${id}`} className={styles.stack}>
            <h2 id={`team-${id}`}>{name}</h2>
            <OrganisationPosts organisationId={id} posts={posts} canAddPost={canAddPost} level={3} />
          </section>
        ))}
        {abilities.invite ? <Waiting invitations={invitations} /> : null}
      </div>
    </>
  );
}

function Waiting({ invitations }: { invitations: Route.ComponentProps["loaderData"]["invitations"] }) {
  return (
    <Card as="section" title="Invitations waiting">
      {invitations.length === 0 ? <p className={styles.quiet}>None. Everybody who was invited has answered.</p> : null}
      <ul className={styles.list}>
        {invitations.map((one) => (
          <li key={one.id} className={styles.apart}>
            <div>
              <p>
                {one.name} {one.isOver ? <Tag tone="needs">No longer works</Tag> : null}
              </p>
              <p className={styles.quiet}>
                {one.email}, for {one.postTitle}, {one.organisationName}. {one.isOver ? "It ended" : "Works until"} <Time iso={one.expiresAt} format="day" />
              </p>
            </div>
            <Form method="post">
              <input type="hidden" name="invitation" value={one.id} />
              <Button type="submit" aria-label={`Take back the invitation of ${one.name}`}>
                Take back
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </Card>
  );
}
