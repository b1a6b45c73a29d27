import { useNavigation } from "react-router";

/** Whether the form of this name is being sent now. */
export function useSending(about: string): boolean {
  const { state, formData } = useNavigation();
  return state !== "idle" && formData?.get("about") === about;
}
