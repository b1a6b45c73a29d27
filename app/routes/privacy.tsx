import styles from "~/features/people/components/people.module.css";
import { PrivacySentences } from "~/features/people/components/PrivacySentences";
import { sessionLife } from "~/features/people/session-life";
import { PageHeader } from "~/shell/PageHeader";

export const meta = () => [{ title: "Privacy · Common Thread" }];
export const handle = { wide: true };

export default function Privacy() {
  return (
    <div className={styles.reading}>
      <PageHeader title="Privacy" lead="What everyone who works here has read, and what is kept." />
      <h2>Five sentences</h2>
      <PrivacySentences />
      <h2>For people who are supported</h2>
      <p>Your notes belong to the service that supports you, and it decides with you who else may read them. You can ask it what is written, who has looked, and to stop sharing, at any time and without a reason. It says to you what it must keep by law, and for how long.</p>
      <h2>What is kept about people who work here</h2>
      <ul>
        <li>Your name, your work address and the posts you sit or have sat in.</li>
        <li>Where you are signed in: the kind of browser and the times, so that you can end what is not you.</li>
        <li>What you did and looked at that concerns a person supported. This is what protects them, so it cannot be switched off or changed afterwards.</li>
        <li>The day you read the five sentences.</li>
      </ul>
      <h2>Cookies and your computer</h2>
      <p>
        One cookie says who you are. It goes when the browser closes, after {sessionLife.absoluteHours} hours at the latest, and sooner when you walk away. Another, for a quarter of an hour at most, remembers where a code was sent. Nothing measures you, and
        no other site hears that you were here. Pages are not kept on the computer.
      </p>
      <h2>Organisations</h2>
      <p>Names, postcodes and areas of charities may come from the Scottish Charity Register, under the Open Government Licence v3.0. Each organisation’s page says so.</p>
      <h2>Questions</h2>
      <p>Ask the facilitator of your network, or the data protection lead of your organisation. You can complain to the Information Commissioner’s Office.</p>
    </div>
  );
}
