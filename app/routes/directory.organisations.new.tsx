import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, Form, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { addOrganisation } from "~/features/people/commands.server";
import { OrganisationFields } from "~/features/people/components/OrganisationFields";
import styles from "~/features/people/components/people.module.css";
import { organisationForm } from "~/features/people/form.server";
import { canLookAfterDirectory } from "~/features/people/policy";
import { refusedFields } from "~/features/people/refused-fields.server";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { errorsFrom } from "~/kit/errorsFrom";
import { FormStack } from "~/kit/FormRow";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/directory.organisations.new";

export const meta = () => [{ title: "Add an organisation · Common Thread" }];

export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    if (!canLookAfterDirectory(actorOf(context))) notFound();
    return null;
  });

export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    if (!canLookAfterDirectory(actor)) notFound();
    const submission = parseWithZod(await request.formData(), { schema: organisationForm });
    if (submission.status !== "success") return data(submission.reply(), { status: 422 });
    await limit("command", actor.accountId);
    const added = await withActor(db, actor, (trx) => addOrganisation(trx, actor, submission.value)).catch((error: unknown) => refusedFields(submission, error));
    return "organisationId" in added ? redirect(`/directory/organisations/${added.organisationId}`) : added;
  });

export default function NewOrganisation({ actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<z.input<typeof organisationForm>>({ id: "organisation", lastResult: actionData });
  const navigation = useNavigation();
  const { name, kind, area, charityNumber, postcode } = fields;
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Directory", to: "/directory" }, { label: "Add an organisation" }]} />} title="Add an organisation" />
      <ErrorSummary errors={errorsFrom(form.errors, { name, kind, area, charityNumber, postcode })} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormStack>
          <OrganisationFields fields={{ name, kind, area, charityNumber, postcode }} />
          <div>
            <Button type="submit" variant="primary" isPending={navigation.state !== "idle"}>
              Add this organisation
            </Button>
          </div>
        </FormStack>
      </Form>
    </div>
  );
}
