import { PrintSheet } from "~/kit/PrintSheet";
import { formatTime } from "~/kit/wallTime";
import { isWaySaid, purposeWords, wayWords, type Access, type Purpose } from "../consent";
import { dateWords } from "../days";
import { classInSentence, type SharedClass } from "../section";
import styles from "./parts.module.css";

type Line = { organisation: string; purpose: Purpose; sectionClass: SharedClass | "all"; access: Access; validUntil: Date };
type Facts = {
  person: { name: string; reference: string; homeOrganisation: string };
  kind: "given" | "withdrawn" | "erasure_asked";
  saidAt: Date;
  recordedAt: Date;
  how: string;
  words: string;
  told: string;
  recordedBy: string;
  organisation: string;
  lines: readonly Line[];
};

const titles = { given: "What you agreed to", withdrawn: "What you stopped", erasure_asked: "You asked to be erased" } as const;

/** One consent event in large type, spoken to the person it is about. */
export function Receipt({ receipt }: { receipt: Facts }) {
  const { person, kind, lines } = receipt;
  const at = formatTime(receipt.recordedAt.toISOString(), "dayAndTime");
  return (
    <PrintSheet title={`${titles[kind]}, ${person.name}`} footer={`${receipt.organisation} · ${at} · ${person.reference}`}>
      <p>
        You said this {isWaySaid(receipt.how) ? wayWords[receipt.how].inSentence : ""} on {formatTime(receipt.saidAt.toISOString(), "dayAndTime")}. {receipt.recordedBy} of {receipt.organisation} wrote it down.
      </p>
      {receipt.words ? <blockquote className={styles.voice}>{receipt.words}</blockquote> : null}
      {kind === "erasure_asked" ? <p>The data lead will answer you within one month, and say what the law has us keep. Nothing is erased yet.</p> : null}
      {lines.length > 0 ? (
        <ul>
          {lines.map((line) => (
            <li key={`${line.organisation}${line.sectionClass}`}>{kind === "given" ? agreed(line) : stopped(line)}</li>
          ))}
        </ul>
      ) : null}
      {kind === "withdrawn" && lines.length === 0 ? <p>It had stopped already.</p> : null}
      {receipt.told ? (
        <>
          <h2>What we told you</h2>
          <p>{receipt.told}</p>
        </>
      ) : null}
      {kind === "given" ? <HowToStop home={person.homeOrganisation} /> : null}
      {kind === "withdrawn" ? <AfterStopping /> : null}
    </PrintSheet>
  );
}

function agreed(line: Line): string {
  if (line.purpose === "keep_notes") return `${line.organisation} may keep notes, until ${dateWords(line.validUntil)}.`;
  const may = line.access === "write" ? "may read and write" : "may read";
  return `${line.organisation} ${may} ${classForYou(line.sectionClass)}, ${purposeWords[line.purpose].inSentence.replace("them", "you")}, until ${dateWords(line.validUntil)}.`;
}

function stopped(line: Line): string {
  if (line.purpose === "keep_notes") return `${line.organisation} no longer writes notes.`;
  return `${line.organisation} no longer sees ${classForYou(line.sectionClass)}.`;
}

function classForYou(sectionClass: string): string {
  return classInSentence(sectionClass).replace("them", "you");
}

function HowToStop({ home }: { home: string }) {
  return (
    <>
      <h2>How to stop</h2>
      <p>At any time, as easily as you agreed. Tell anyone who supports you, or {home}: in words, on paper, by phone. You need give no reason, and you are helped just the same.</p>
      <h2>What stays when you stop</h2>
      <p>From that moment nobody you stopped sees anything more. What an organisation did for you, it may have to keep for some time because the law says so. It cannot be un-read.</p>
      <h2>What you can ask</h2>
      <p>You can see everything that is written about you, and a list of everyone who looked.</p>
    </>
  );
}

function AfterStopping() {
  return (
    <>
      <h2>What stays</h2>
      <p>From that moment they see nothing more. What they did for you, they may have to keep for some time because the law says so. It cannot be un-read.</p>
      <h2>If you change your mind</h2>
      <p>Tell us, and we ask you again. You are helped just the same.</p>
    </>
  );
}
