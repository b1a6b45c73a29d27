import { useForm, type SubmissionResult } from "@conform-to/react";
import { Form, useNavigation } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { errorsFrom } from "~/kit/errorsFrom";
import { fromConform } from "~/kit/field";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";

export type Reply = SubmissionResult<string[]> | undefined;

/** The name colleagues see. */
export function OwnProfile({ name, reply }: { name: string; reply: Reply }) {
  const [form, fields] = useForm<{ name: string }>({ id: "profile", lastResult: reply, defaultValue: { name } });
  const navigation = useNavigation();
  return (
    <Card as="section" title="What colleagues call you">
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormStack>
          <ErrorSummary errors={errorsFrom(form.errors, { name: fields.name })} />
          <TextField label="Your name" autoComplete="name" {...fromConform(fields.name)} />
          <div>
            <Button type="submit" name="intent" value="name" isPending={navigation.formData?.get("intent") === "name"}>
              Save name
            </Button>
          </div>
        </FormStack>
      </Form>
    </Card>
  );
}
