import type { ReactNode } from "react";
import { PrintSheet } from "~/kit/PrintSheet";
import { SummaryList } from "~/kit/SummaryList";
import { Table } from "~/kit/Table";
import { formatTime } from "~/kit/wallTime";
import styles from "./pack.module.css";
import type { Pack } from "./pack.server";

/** What goes to a funder, on A4. Figures about people are words here already. */
export function PackSheet({ pack, network }: { pack: Pack; network: string }) {
  const { sentence, now, leftOut, madeOn } = pack;
  return (
    <div className={styles.pack}>
      <PrintSheet size="document" eyebrow="Demand pack" title={sentence} footer={<Footer network={network} madeOn={madeOn} leftOut={leftOut} />}>
        <p className={styles.lead}>A gap in what is out there, written down by people whose work it is to know.</p>
        <Figures now={now} />
        <SummaryList rows={factsOf(pack)} />
        <Months months={pack.months} />
        <Corroborating organisations={pack.organisations} />
        <Tried lines={pack.tried} />
        <Far pack={pack} />
        <Letters letters={pack.letters} />
        <Part title="How people are counted">
          <p>
            Nobody can be read out of this pack. People are never counted below 5, and every figure about people moves in steps of five, also from month to month. What people know of is said in bands by each colleague, and somebody may be known to more than one. Colleagues are named only where they signed a letter.
          </p>
        </Part>
      </PrintSheet>
    </div>
  );
}

/** The three figures a form asks for first. */
function Figures({ now }: { now: Pack["now"] }) {
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{now.organisations === 1 ? "organisation sees it" : "organisations see it"}</dt>
        <dd>{now.organisations}</dd>
      </div>
      <div>
        <dt>of their colleagues say so</dt>
        <dd data-people="">{now.colleagues}</dd>
      </div>
      <div>
        <dt>people they know of, who may be known to more than one</dt>
        <dd data-people="">{now.estimate}</dd>
      </div>
    </dl>
  );
}

function factsOf({ area, need, groups, since, stage, host }: Pack) {
  return [
    { key: "area", label: "Where", value: area },
    { key: "need", label: "What it is about", value: need },
    { key: "groups", label: "Who it affects", value: groups.join(", ") || "Not said" },
    { key: "since", label: "Known since", value: formatTime(since, "date") },
    ...(stage ? [{ key: "stage", label: "How far it is", value: `${stage.title}, since ${formatTime(stage.since, "date")}. ${stage.means}` }] : []),
    { key: "host", label: "Host", value: host ?? "No organisation yet" },
  ];
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Months({ months }: { months: Pack["months"] }) {
  return (
    <Part title="Who has seen it, month by month">
      <Table
        caption="What had been seen by the end of each month"
        compact
        rows={months}
        rowKey={({ month }) => month}
        columns={[
          { key: "month", label: "By the end of", isRowHeader: true, cell: ({ words }) => words },
          { key: "organisations", label: "Organisations", cell: ({ organisations }) => organisations },
          { key: "colleagues", label: "Colleagues", cell: ({ colleagues }) => colleagues },
          { key: "people", label: "People they know of", cell: ({ estimate }) => estimate },
        ]}
      />
    </Part>
  );
}

function Corroborating({ organisations }: { organisations: Pack["organisations"] }) {
  return (
    <Part title="Organisations that see it">
      {organisations.length === 0 ? <p>None at the moment.</p> : (
        <ul className={styles.organisations}>
          {organisations.map(({ name, since }) => (
            <li key={name}>
              <strong>{name}</strong>, since {since}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Tried({ lines }: { lines: Pack["tried"] }) {
  return (
    <Part title="What has been tried">
      {lines.length === 0 ? <p>Nothing is written down yet.</p> : (
        <ul className={styles.lines}>
          {lines.map(({ id, line, organisation, month }) => (
            <li key={id}>
              <p className={styles.voice}>{line}</p>
              <p className={styles.by}>
                {organisation}, {month}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Far({ pack: { stages, outcome } }: { pack: Pack }) {
  // The first stage is that it is written down at all.
  if (stages.length < 2 && outcome.length === 0) return null;
  return (
    <Part title="How it came here">
      <p>{stages.map(({ title, month }) => `${title} (${month})`).join(", ")}</p>
      {outcome.map(({ id, line, month }) => (
        <div key={id}>
          <p className={styles.voice}>{line}</p>
          <p className={styles.by}>What there is now, {month}</p>
        </div>
      ))}
    </Part>
  );
}

function Letters({ letters }: { letters: Pack["letters"] }) {
  return (
    <Part title="Letters of support">
      {letters.length === 0 ? <p>No organisation has signed one yet.</p> : null}
      {letters.map(({ line, name, post, organisation, at }) => (
        <article key={organisation} className={styles.letter}>
          <h3>{organisation}</h3>
          <p className={styles.voice}>{line}</p>
          <p>
            <strong>{name}</strong>, {post}
            <br />
            {organisation}, {formatTime(at, "date")}
          </p>
        </article>
      ))}
    </Part>
  );
}

function Footer({ network, madeOn, leftOut }: { network: string; madeOn: string; leftOut: number }) {
  return (
    <>
      {leftOut > 0 ? <p>{leftOut === 1 ? "One line is" : `${leftOut} lines are`} left out until somebody has looked at {leftOut === 1 ? "it" : "them"}: {leftOut === 1 ? "it" : "they"} may name someone.</p> : null}
      <p>
        {network}. Made with Common Thread on {formatTime(madeOn, "date")}.
      </p>
    </>
  );
}
