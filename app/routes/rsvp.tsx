import { data } from "react-router";
import { guestPage, type GuestPage } from "~/features/events/commands.server";
import { actAsGuest } from "~/features/events/guest/acts.server";
import { GuestEvent } from "~/features/events/guest/GuestEvent";
import { DoneLine } from "~/features/shadowing/find/DoneLine";
import { answered } from "~/features/shadowing/offer/answer.server";
import { Banner } from "~/kit/Banner";
import { guarded } from "~/shared/edges.server";
import { errorCode } from "~/shared/errors";
import { addressContext, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/rsvp";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.page?.title ?? "Your invitation"} · Common Thread` }, { name: "referrer", content: "strict-origin" }, { name: "robots", content: "noindex" }];

/** What a guest reads and says, by a link of their own. The link is the key, so nothing here leads elsewhere with it. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db, limit } = servicesOf(context);
  return guarded(async () => {
    await limit("here", `rsvp ${context.get(addressContext)}`);
    const page = await guestPage(db, params.token).catch((error: unknown) => {
      if (errorCode(error) === "not_found") return undefined;
      throw error;
    });
    return data({ page }, { status: page ? 200 : 404 });
  });
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  return answered(form, () => actAsGuest(servicesOf(context), context.get(addressContext), params.token, form));
}

const doneWords = {
  said: "Thank you. You can change it until the date is set.",
  answered: "Thank you. Whoever plans it can see your answer.",
  left: "You are off the list.",
};

export default function Rsvp({ loaderData: { page }, actionData }: Route.ComponentProps) {
  if (!page) {
    return <PageHeader title="This link does not work" lead="It may have been copied in part, or replaced by a newer one. Ask whoever invited you to send it again." />;
  }
  return (
    <>
      <PageHeader title={page.title} lead={`Hello ${page.name}. ${page.by} of ${page.organisation} invites you.`} />
      <DoneLine words={doneWords} refused={actionData} />
      <OverWords page={page} />
      <GuestEvent page={page} refused={actionData} />
    </>
  );
}

function OverWords({ page }: { page: GuestPage }) {
  if (page.left) return <Banner tone="info" title="You are not on this list any more. Ask whoever invited you for a new link." />;
  if (page.state === "cancelled") return <Banner tone="needs" title="This event was cancelled." />;
  if (page.over) return <Banner tone="info" title="This event has been and gone." />;
  return null;
}
