import type { FieldMetadata } from "@conform-to/react";
import { fromConform } from "~/kit/field";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { organisationKinds } from "../words";

type Fields = Record<"name" | "kind" | "area" | "charityNumber" | "postcode", FieldMetadata<string | undefined>>;

export function OrganisationFields({ fields }: { fields: Fields }) {
  return (
    <>
      <TextField label="Name" {...fromConform(fields.name)} />
      <Select label="Kind" placeholder="Choose one" choices={Object.entries(organisationKinds).map(([value, label]) => ({ value, label }))} {...fromConform(fields.kind)} />
      <TextField label="Area" hint="The local authority or the neighbourhood, such as City of Edinburgh." optional {...fromConform(fields.area)} />
      <TextField label="Charity number" hint="SC and six digits, for a charity in the Scottish register." optional {...fromConform(fields.charityNumber)} />
      <TextField label="Postcode" autoComplete="off" optional {...fromConform(fields.postcode)} />
    </>
  );
}
