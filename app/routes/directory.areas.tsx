import { data, Form, redirect, useNavigation, useSearchParams } from "react-router";
import { addArea, areaList } from "~/features/gaps/areas.server";
import styles from "~/features/inbox/inbox.module.css";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { isFacilitator } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { errorCode, notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/directory.areas";

export const meta = () => [{ title: "Areas · Common Thread" }];

export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => ({ areas: await areaList(trx, actor), abilities: { add: isFacilitator(actor) } }));
  });

export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    if (!isFacilitator(actor)) notFound();
    await limit("command", actor.accountId);
    const name = String((await request.formData()).get("name") ?? "").slice(0, 2_000);
    try {
      const { areaId } = await withActor(db, actor, (trx) => addArea(trx, actor, name));
      return redirect(`/directory/areas?added=${areaId}`);
    } catch (error) {
      if (errorCode(error) !== "wrong_entry" || !(error instanceof Error)) throw error;
      return data({ name, sentence: error.message }, { status: 422 });
    }
  });

export default function Areas({ loaderData, actionData }: Route.ComponentProps) {
  const { areas, abilities } = loaderData;
  const [search] = useSearchParams();
  const added = areas.find(({ id }) => id === search.get("added"));
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Directory", to: "/directory" }, { label: "Areas" }]} />} title="Areas" lead="Places that gaps and questions are about. Those that organisations name come by themselves." />
      {added && !actionData ? <Banner tone="agreed" title={`${added.name} is on the list.`} /> : null}
      {abilities.add ? <AddArea key={added?.id} name={actionData?.name} sentence={actionData?.sentence} /> : <p className={styles.quiet}>Your network facilitator adds smaller places.</p>}
      {areas.length === 0 ? (
        <EmptyState title="No areas yet">They come with the first organisation that says where it is.</EmptyState>
      ) : (
        <Card as="section" title="The list">
          <ul className={styles.areas}>
            {areas.map((area) => (
              <li key={area.id}>{area.name}</li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function AddArea({ name, sentence }: { name: string | undefined; sentence: string | undefined }) {
  const navigation = useNavigation();
  return (
    <>
      <ErrorSummary errors={sentence ? [{ message: sentence, fieldId: "area-name" }] : []} />
      <Form method="post" noValidate>
        <FormStack>
          <TextField label="A place to add" hint="A smaller one than organisations are filed under, such as an estate or a village." id="area-name" name="name" defaultValue={name} error={sentence} maxLength={160} autoComplete="off" />
          <div>
            <Button type="submit" variant="primary" isPending={navigation.state !== "idle"}>
              Add this place
            </Button>
          </div>
        </FormStack>
      </Form>
    </>
  );
}
