import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, Form, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { findOrganisation } from "~/features/people/access.server";
import { changeOrganisation } from "~/features/people/commands.server";
import { OrganisationFields } from "~/features/people/components/OrganisationFields";
import styles from "~/features/people/components/people.module.css";
import { organisationForm } from "~/features/people/form.server";
import { canLookAfterDirectory } from "~/features/people/policy";
import { refusedFields } from "~/features/people/refused-fields.server";
import { Banner } from "~/kit/Banner";
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
import type { Route } from "./+types/directory.organisations.$organisationId.facts";

export const meta = () => [{ title: "Change the facts · Common Thread" }];

export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    if (!canLookAfterDirectory(actor)) notFound();
    const row = await withActor(servicesOf(context).db, actor, (trx) => findOrganisation(trx, actor, params.organisationId));
    const { id, name, kind, area, postcode } = row;
    return { id, isFromRegister: row.source === "register", facts: { name, kind, area: area ?? "", charityNumber: row.charity_number ?? "", postcode: postcode ?? "" } };
  });

export const action = ({ context, params, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const submission = parseWithZod(await request.formData(), { schema: organisationForm });
    if (submission.status !== "success") return data(submission.reply(), { status: 422 });
    await limit("command", actor.accountId);
    const refused = await withActor(db, actor, (trx) => changeOrganisation(trx, actor, params.organisationId, submission.value)).catch((error: unknown) => refusedFields(submission, error));
    return refused ?? redirect(`/directory/organisations/${params.organisationId}`);
  });

export default function OrganisationFacts({ loaderData, actionData }: Route.ComponentProps) {
  const { id, facts, isFromRegister } = loaderData;
  const [form, fields] = useForm<z.input<typeof organisationForm>>({ id: "organisation", lastResult: actionData, defaultValue: facts });
  const navigation = useNavigation();
  const { name, kind, area, charityNumber, postcode } = fields;
  return (
    <div className={styles.narrow}>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Directory", to: "/directory" }, { label: facts.name, to: `/directory/organisations/${id}` }, { label: "Facts" }]} />}
        title="Change the facts"
      />
      <ErrorSummary errors={errorsFrom(form.errors, { name, kind, area, charityNumber, postcode })} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormStack>
          {isFromRegister ? <Banner tone="info">This one comes from the charity register. The next import sets name, area and postcode to what the register says.</Banner> : null}
          <OrganisationFields fields={{ name, kind, area, charityNumber, postcode }} />
          <div>
            <Button type="submit" variant="primary" isPending={navigation.state !== "idle"}>
              Save the facts
            </Button>
          </div>
        </FormStack>
      </Form>
    </div>
  );
}
