import { RadioGroup } from "~/kit/RadioGroup";

/** Asked each time one signs in. "Shared" stands there already, since that is the one that harms nobody. */
export function DeviceChoice({ defaultValue = "shared" }: { defaultValue?: "mine" | "shared" | undefined }) {
  return (
    <RadioGroup
      label="Is this computer only yours?"
      name="device"
      defaultValue={defaultValue}
      choices={[
        { value: "shared", label: "Shared", hint: "The page is covered after 10 minutes without you, and you are signed out after 20." },
        { value: "mine", label: "Only me", hint: "The page is covered after 30 minutes without you, and you are signed out after 60." },
      ]}
    />
  );
}
