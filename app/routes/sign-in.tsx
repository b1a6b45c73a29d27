import { Form, redirect } from "react-router";
import { Button } from "~/kit/Button";
import { asking } from "~db/client";
import { demonstrationPeople } from "~/features/people/network.server";
import { sessionCookie } from "~/features/people/session-cookie";
import { beginSession } from "~/features/people/sessions.server";
import { servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/sign-in";

export async function loader({ context }: Route.LoaderArgs) {
  return { people: await demonstrationPeople(servicesOf(context).db) };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { db, config } = servicesOf(context);
  const form = await request.formData();
  const people = await demonstrationPeople(db);
  const person = people.find((one) => one.accountId === form.get("account"));
  if (!person) throw redirect("/sign-in");
  const token = await asking(db, {}, (trx) => beginSession(trx, { accountId: person.accountId, device: "shared", method: "demonstration", browser: request.headers.get("user-agent") ?? "" }));
  throw redirect("/today", { headers: { "Set-Cookie": sessionCookie(config, token) } });
}

export default function SignIn({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <h1>Sign in</h1>
      {loaderData.people.map((person) => (
        <Form method="post" key={person.accountId}>
          <input type="hidden" name="account" value={person.accountId} />
          <Button type="submit">{person.name}</Button> {person.post}, {person.organisation}
        </Form>
      ))}
    </>
  );
}
