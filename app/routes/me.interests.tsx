import { data, Form, Link, redirect, useNavigation, useSearchParams } from "react-router";
import { areas } from "~/features/gaps/access.server";
import { groups, needs } from "~/features/gaps/words";
import { chooseInterests, interestsOf, type PostInterests } from "~/features/inbox/interests.server";
import styles from "~/features/inbox/inbox.module.css";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { errorCode } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/me.interests";

export const meta = () => [{ title: "What my posts hear of · Common Thread" }];

export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => ({ posts: await interestsOf(trx, actor), areas: await areas(trx) }));
  });

export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    await limit("command", actor.accountId);
    const form = await request.formData();
    const given = (name: string) => form.getAll(name).slice(0, 500).map(String);
    const post = String(form.get("post") ?? "");
    try {
      await withActor(db, actor, (trx) => chooseInterests(trx, actor, post, { areas: given("areas"), needs: given("needs"), groups: given("groups") }));
    } catch (error) {
      if (errorCode(error) !== "wrong_entry" || !(error instanceof Error)) throw error;
      return data({ post, sentence: error.message }, { status: 422 });
    }
    return redirect(`/me/interests?saved=${post}`);
  });

export default function Interests({ loaderData, actionData }: Route.ComponentProps) {
  const { posts, areas: places } = loaderData;
  const [search] = useSearchParams();
  const saved = posts.find(({ postId }) => postId === search.get("saved"));
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "My page", to: "/me" }, { label: "What my posts hear of" }]} />} title="What my posts hear of" lead="Gaps and questions that match wait for the post, on Today and in the inbox, whoever sits there." />
      {saved && !actionData ? <Banner tone="agreed" title={`Saved for ${saved.title}.`} /> : null}
      <ErrorSummary errors={actionData ? [{ message: actionData.sentence }] : []} />
      {posts.map((post) => (
        <OnePost key={`${post.postId} ${[...post.areas, ...post.needs, ...post.groups].join(" ")}`} post={post} places={places} />
      ))}
    </div>
  );
}

const choices = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));

function OnePost({ post, places }: { post: PostInterests; places: readonly { id: string; name: string }[] }) {
  const navigation = useNavigation();
  const chosen = post.areas.length + post.needs.length + post.groups.length;
  const sending = navigation.state !== "idle" && navigation.formData?.get("post") === post.postId;
  return (
    <Card as="section" title={`${post.title}, ${post.organisation}`}>
      <Form method="post" className={styles.many}>
        <input type="hidden" name="post" value={post.postId} />
        <FormStack>
          <p>{hearsWords(post.usual, chosen)}</p>
          <CheckboxGroup label="Areas" name="areas" id={`areas-${post.postId}`} choices={places.map(({ id, name }) => ({ value: id, label: name }))} defaultValue={post.areas} />
          <CheckboxGroup label="Needs" name="needs" id={`needs-${post.postId}`} choices={choices(needs)} defaultValue={post.needs} />
          <CheckboxGroup label="Groups" name="groups" id={`groups-${post.postId}`} choices={choices(groups)} defaultValue={post.groups} />
          <div className={styles.buttons}>
            <Button type="submit" variant="primary" isPending={sending} aria-label={`Save for ${post.title}`}>
              Save
            </Button>
          </div>
        </FormStack>
      </Form>
      <p className={styles.quiet}>
        A place is missing? <Link to="/directory/areas">See the areas</Link>
      </p>
    </Card>
  );
}

/** What it hears as things stand. */
function hearsWords(usual: string | null, chosen: number): string {
  if (chosen > 0) return "It hears of whatever matches any of what is ticked. With nothing ticked, it hears of its organisation’s area.";
  if (usual) return `Nothing is ticked, so it hears of ${usual}, where its organisation is, and of what is asked everywhere.`;
  return "Nothing is ticked and its organisation has no area, so it hears only of what is asked everywhere.";
}
