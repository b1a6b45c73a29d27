import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, Form, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { findOrganisation } from "~/features/people/access.server";
import { addPost } from "~/features/people/commands.server";
import { PostLineFields } from "~/features/people/components/PostLineFields";
import styles from "~/features/people/components/people.module.css";
import { managerPosts, organisationsNear } from "~/features/people/directory-read.server";
import { postForm } from "~/features/people/form.server";
import { namedLines } from "~/features/people/named-lines.server";
import { canLookAfterPost, canLookAfterPosts } from "~/features/people/policy";
import { refusedFields } from "~/features/people/refused-fields.server";
import { postRoles, whatItDoes } from "~/features/people/words";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { errorsFrom } from "~/kit/errorsFrom";
import { fromConform } from "~/kit/field";
import { FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { TextField } from "~/kit/TextField";
import type { PostRole } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/directory.organisations.$organisationId.posts.new";

export const meta = () => [{ title: "Add a post · Common Thread" }];

export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const { id, name } = await findOrganisation(trx, actor, params.organisationId);
      if (!canLookAfterPosts(actor, id)) notFound();
      const roles = Object.keys(postRoles).filter((role) => canLookAfterPost(actor, { organisationId: id, role }));
      return { id, name, roles: roles as PostRole[], managers: await managerPosts(trx, actor, id), organisations: await organisationsNear(trx, actor, id) };
    });
  });

export const action = ({ context, params, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const submission = parseWithZod(await request.formData(), { schema: postForm });
    if (submission.status !== "success") return data(submission.reply(), { status: 422 });
    await limit("command", actor.accountId);
    const added = await withActor(db, actor, async (trx) => {
      const lines = await namedLines(trx, actor, submission.value);
      return addPost(trx, actor, { ...submission.value, ...lines, organisationId: params.organisationId });
    }).catch((error: unknown) => refusedFields(submission, error));
    return "postId" in added ? redirect(`/directory/posts/${added.postId}`) : added;
  });

export default function NewPost({ loaderData, actionData }: Route.ComponentProps) {
  const { id, name, roles, managers, organisations } = loaderData;
  const [form, fields] = useForm<z.input<typeof postForm>>({ id: "post", lastResult: actionData });
  const navigation = useNavigation();
  const { title, role, employedBy, hostedBy, managedBy } = fields;
  return (
    <div className={styles.narrow}>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Directory", to: "/directory" }, { label: name, to: `/directory/organisations/${id}` }, { label: "Add a post" }]} />}
        title="Add a post"
        lead="A seat that outlives whoever sits in it. What it opens belongs to the seat."
      />
      <ErrorSummary errors={errorsFrom(form.errors, { title, role, employedBy, hostedBy, managedBy })} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormStack>
          <TextField label="What the post is called" hint="Such as “Link worker at the Harbour Practice”." {...fromConform(title)} />
          <RadioGroup label="What it does" choices={roles.map((one) => ({ value: one, label: postRoles[one].label, hint: whatItDoes(one) }))} {...fromConform(role)} />
          <PostLineFields fields={{ employedBy, hostedBy, managedBy }} managers={managers} organisations={organisations} />
          <div>
            <Button type="submit" variant="primary" isPending={navigation.state !== "idle"}>
              Add this post
            </Button>
          </div>
        </FormStack>
      </Form>
    </div>
  );
}
