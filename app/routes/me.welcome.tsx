import { useNavigate } from "react-router";
import { NewPasskey } from "~/features/people/components/NewPasskey";
import styles from "~/features/people/components/people.module.css";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { actorOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/me.welcome";

export const meta = () => [{ title: "Welcome · Common Thread" }];

export function loader({ context }: Route.LoaderArgs) {
  const { name, seat } = actorOf(context);
  return { firstName: name.split(" ")[0] ?? name, post: seat?.postTitle, organisation: seat?.organisationName };
}

/** After joining: a passkey now, or later. */
export default function Welcome({ loaderData }: Route.ComponentProps) {
  const navigate = useNavigate();
  const { firstName, post, organisation } = loaderData;
  return (
    <div className={styles.narrow}>
      <PageHeader title={`Welcome, ${firstName}`} lead={post ? `You are in: ${post}, ${organisation}.` : "You are in."} />
      <div className={styles.stack}>
        <Card as="section" title="Next time, come in with a passkey">
          <p>Your fingerprint, your face or your device’s PIN, with nothing to remember. On a shared computer, make one on your phone instead.</p>
          <div className={styles.section}>
            <NewPasskey onMade={() => void navigate("/today")} />
          </div>
        </Card>
        <div>
          <LinkButton to="/today">Later, go to Today</LinkButton>
        </div>
      </div>
    </div>
  );
}
