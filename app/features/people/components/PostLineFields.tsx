import type { FieldMetadata } from "@conform-to/react";
import { fromConform } from "~/kit/field";
import { Select, type Choice } from "~/kit/Select";
import { TextField } from "~/kit/TextField";

type Fields = Record<"employedBy" | "hostedBy" | "managedBy", FieldMetadata<string | undefined>>;

/** "Three bosses in effect": who pays, whose roof, who looks after the work. The list helps; any name in the directory will do. */
export function PostLineFields({ fields, managers, organisations }: { fields: Fields; managers: readonly Choice[]; organisations: readonly string[] }) {
  return (
    <>
      <TextField label="Employed by" hint="Type the name of an organisation in the directory." list="organisations-near" autoComplete="off" optional {...fromConform(fields.employedBy)} />
      <TextField label="Hosted by" hint="Where they sit, if that is another organisation." list="organisations-near" autoComplete="off" optional {...fromConform(fields.hostedBy)} />
      <Select label="Managed by" hint="Whoever sits in that post holds the cases of this one too." placeholder="Nobody yet" choices={managers} optional {...fromConform(fields.managedBy)} />
      <datalist id="organisations-near">
        {organisations.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}
