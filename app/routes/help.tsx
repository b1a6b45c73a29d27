import { Link } from "react-router";
import styles from "~/features/people/components/people.module.css";
import { PageHeader } from "~/shell/PageHeader";

export const meta = () => [{ title: "Help · Common Thread" }];
export const handle = { wide: true };

export default function Help() {
  return (
    <div className={styles.reading}>
      <PageHeader title="Help" lead="How things work here, in short." />
      <h2>I cannot sign in</h2>
      <p>Choose a passkey, or a code by email. A code works once, for 10 minutes. If no code comes, look among unwanted mail, then check that it is the address you were invited with.</p>
      <h2>My invitation does not work</h2>
      <p>Links work once, for 14 days. The page of an old link has a button that asks for a new one.</p>
      <h2>Why do I not see a person?</h2>
      <p>You see a person while your post holds their case, or while they agree to share with your organisation. Ask the colleague who leads the case.</p>
      <h2>Someone says stop</h2>
      <p>Open the person or the note and choose “No longer agrees…”. It takes effect within a second. You do not need to ask anyone first.</p>
      <h2>Is what I wrote kept?</h2>
      <p>When a part says “Saved” with a time, it is. When it says “Not saved”, leave the page open until the connection is back; it tries by itself.</p>
      <h2>I wrote something wrong</h2>
      <p>Change it: the history keeps what it said before, with names and times. Those who lead a case can go back to an earlier point, and that is an edit with a name too.</p>
      <h2>Who has looked?</h2>
      <p>Each person has a page “Who has looked”. It can be read to them or printed. Every look is in it, yours too.</p>
      <h2>I am on a computer others use</h2>
      <p>Say “Shared” when you sign in. The page is covered when you walk away, and you are signed out soon after. “Hide this page” at the top covers it at once.</p>
      <h2>I have lost a phone or a laptop</h2>
      <p>
        Open <Link to="/me">My page</Link> elsewhere, remove its passkey and choose “Sign out everywhere”. Then tell your manager.
      </p>
      <h2>A colleague is leaving</h2>
      <p>
        Whoever looks after the post opens <Link to="/team">Team</Link>, then the post, and ends their time in it. What the post holds stays with the post.
      </p>
      <h2>Whom can I ask?</h2>
      <p>First the manager of your organisation, then the facilitator of your network: Team and Directory show who they are. If you think somebody saw what they should not, tell your facilitator today, and your organisation’s data lead.</p>
    </div>
  );
}
