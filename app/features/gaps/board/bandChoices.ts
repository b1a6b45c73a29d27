import { bands } from "../words";

/** Bands to choose from; whoever cannot say says so. */
export const bandChoices = [...Object.entries(bands).map(([value, label]) => ({ value, label })), { value: "", label: "I cannot say" }];
