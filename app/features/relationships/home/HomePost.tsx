import { Form } from "react-router";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { EmptyState } from "~/kit/EmptyState";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { Select } from "~/kit/Select";
import { useOnline } from "~/kit/useOnline";
import { useRefused } from "~/shared/live/useRefused";
import { PageHeader } from "~/shell/PageHeader";
import { useTaken } from "~/shared/live/useTaken";
import type { Refused } from "../../gaps/group/answer.server";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import styles from "../handover/handover.module.css";
import { Frame } from "../handover/pages/Frame";
import { kindHeadings, optionsFor } from "../handover/where";
import { choicesFor, countedWords, itemKinds } from "../handover/words";
import type { homePage } from "./page.server";

type Shown = Awaited<ReturnType<typeof homePage>>;

/** What a post held that nobody sits in: given away row by row, or all of it at once. */
export function HomePost({ shown, refused: told }: { shown: Shown; refused: Refused | undefined }) {
  const { post, things, candidates, saidYes } = shown;
  const refused = useRefused(told);
  const online = useOnline();
  const { field, errors, isBack } = formOf("give", refused);
  const isSaving = useSaving("give");
  const given = useTaken("give", isBack);
  const optionsOf = (kind: (typeof things)[number]["kind"]) => [...optionsFor({ kind, covered: true }, candidates).filter(({ value }) => value.startsWith("pass:") || value === "close"), ...(kind === "day" ? [{ value: "off", label: "Call it off; whoever booked is told" }] : [])];
  const saysYes = (subjectId: string) => candidates.find(({ postId }) => postId === saidYes[subjectId]);
  const givable = things.filter(({ kind }) => choicesFor(kind).includes("pass"));
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Team", to: "/team" }, { label: "Needs a home", to: "/team/home" }, { label: post.title }]} />}
        title={post.title}
        lead={post.organisation}
        actions={<LinkButton to={`/team/invitations/new?post=${post.id}`}>Invite somebody to this post</LinkButton>}
      />
      <Frame words={{ given: "It has a home now. Whoever got something is told." }} refused={refused} online={online}>
        {things.length === 0 ? <EmptyState title="Nothing here needs a home">Either somebody sits in this post, or everything it held was given to colleagues.</EmptyState> : null}
        {things.length > 0 ? (
          <Form method="post" preventScrollReset noValidate className={`${styles.form} ${styles.narrow}`} key={given}>
            <input type="hidden" name="part" value="give" />
            <p>Nobody sits here now. It holds {countedWords(post.counts)}, and nothing of it is open to whoever left.</p>
            {candidates.length === 0 ? <p>No colleague of {post.organisation} could take it. Invite somebody to the post: whoever sits down in it has it all.</p> : null}
            <ErrorSummary errors={errors} />
            {givable.length > 1 && candidates.length > 0 ? <Select {...field("rest")} label="Everything that is not chosen below" optional placeholder="Leave it on the list" choices={candidates.map(({ postId, people, title }) => ({ value: `pass:${postId}`, label: `Goes to ${people}, ${title}` }))} /> : null}
            {itemKinds.map((kind) => {
              const rows = things.filter((thing) => thing.kind === kind);
              return rows.length === 0 ? null : (
                <section key={kind} aria-labelledby={`kind-${kind}`} className={styles.stack}>
                  <h2 id={`kind-${kind}`}>{kindHeadings[kind]}</h2>
                  {rows.map(({ subjectId, words }, index) =>
                    choicesFor(kind).includes("pass") ? (
                      <Select key={subjectId} {...field(`to-${subjectId}`, saysYes(subjectId) ? `pass:${saidYes[subjectId]}` : "")} hint={saysYes(subjectId) ? `${saysYes(subjectId)?.people} said yes to this before.` : undefined} label={words.startsWith("Somebody whose") ? `${words} (${index + 1})` : words} placeholder="Leave it on the list" choices={optionsOf(kind)} />
                    ) : (
                      <p key={subjectId}>
                        {words}. <span className={styles.quiet}>It stays with the post: find somebody, or cancel it.</span>
                      </p>
                    ),
                  )}
                </section>
              );
            })}
            {givable.length > 0 && (candidates.length > 0 || givable.some(({ kind }) => kind === "day")) ? (
              <FormRow kind="buttons">
                <Button type="submit" name="intent" value="give" variant="primary" isPending={isSaving} isDisabled={!online}>
                  Give it to them
                </Button>
              </FormRow>
            ) : null}
          </Form>
        ) : null}
      </Frame>
    </>
  );
}
