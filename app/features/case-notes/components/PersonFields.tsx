import type { FieldMetadata } from "@conform-to/react";
import { fromConform } from "~/kit/field";
import { FormRow } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";

type Names = "name" | "interpreter" | "phone" | "email" | "address" | "preference" | "takeCare";

/** Who someone is and how to reach them; the same questions when adding and when changing. */
export function PersonFields({ fields }: { fields: Record<Names, FieldMetadata<string | undefined>> }) {
  return (
    <>
      <TextField label="The name they like to be called" hint="It can be “Mrs K.” if that is what they prefer." {...fromConform(fields.name)} required autoComplete="off" maxLength={120} />
      <TextField label="Interpreter" hint="Language, or British Sign Language" optional {...fromConform(fields.interpreter)} autoComplete="off" />
      <FormRow>
        <TextField label="Phone" type="tel" optional {...fromConform(fields.phone)} autoComplete="off" />
        <TextField label="Email" type="email" optional {...fromConform(fields.email)} autoComplete="off" />
      </FormRow>
      <TextField label="Address" multiline rows={3} optional {...fromConform(fields.address)} autoComplete="off" />
      <TextField label="How and when they like to be reached" hint="For example: text first, not before ten" optional {...fromConform(fields.preference)} autoComplete="off" />
      <TextField label="What to take care of" hint="Is it safe to leave a message? Does anyone else see their letters?" multiline rows={3} optional {...fromConform(fields.takeCare)} autoComplete="off" />
    </>
  );
}
