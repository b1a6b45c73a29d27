import { Link } from "react-router";
import { findClient, openClasses } from "~/features/case-notes/access.server";
import { Pager } from "~/features/case-notes/components/Pager";
import styles from "~/features/case-notes/components/parts.module.css";
import { notesOf } from "~/features/case-notes/notes-read.server";
import { canBeginNote } from "~/features/case-notes/policy";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { Tag } from "~/kit/Tag";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.notes._index";

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const page = Math.min(1000, Math.max(1, Number.parseInt(new URL(request.url).searchParams.get("page") ?? "1", 10) || 1));
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await findClient(trx, actor, params.clientId);
      const { writable } = await openClasses(trx, person);
      return { clientId: person.id, page, mayBegin: canBeginNote(actor, writable), ...(await notesOf(trx, person, { page, size: 20 })) };
    }),
  );
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/people.$clientId.notes._index");

export default function Notes({ loaderData }: Route.ComponentProps) {
  const { clientId, notes, more, page, mayBegin } = loaderData;
  const here = `/people/${clientId}/notes`;
  if (notes.length === 0) {
    return (
      <EmptyState title={page > 1 ? "No more notes" : "No notes yet"} action={mayBegin ? <LinkButton to={`${here}/new`}>Write a note</LinkButton> : undefined}>
        {mayBegin ? "The first one can be short." : "Nothing here is shared with you, or nothing is agreed yet."}
      </EmptyState>
    );
  }
  return (
    <>
      <Card as="section" title="Notes">
        <ul className={styles.rows}>
          {notes.map((note) => (
            <li key={note.id}>
              <div className={styles.grow}>
                <p>
                  <Link to={`${here}/${note.id}`}>{note.title}</Link> {note.closed ? <Tag>Closed</Tag> : null}
                </p>
                <p className={styles.quiet}>{note.classes.join(", ")}</p>
              </div>
              <p className={styles.quiet}>
                {note.begunBy}, {note.organisation}
              </p>
            </li>
          ))}
        </ul>
      </Card>
      <Pager previous={page > 1 ? `${here}?page=${page - 1}` : undefined} next={more ? `${here}?page=${page + 1}` : undefined} words={{ previous: "Newer notes", next: "Older notes" }} />
    </>
  );
}
