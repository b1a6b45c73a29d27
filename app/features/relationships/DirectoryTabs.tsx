import { useRouteLoaderData } from "react-router";
import { Tabs } from "~/kit/Tabs";

const tabs = [
  { to: "/directory", label: "Organisations", end: true },
  { to: "/directory/ties", label: "Ties" },
  { to: "/directory/map", label: "Map" },
  { to: "/directory/introductions", label: "Introductions" },
  { to: "/decisions", label: "Decisions" },
];

/** The parts of the directory, above each of its pages; whoever acts nowhere in the network has organisations alone. */
export function DirectoryTabs() {
  const frame = useRouteLoaderData<{ acts: boolean }>("routes/signed-in");
  return frame?.acts ? <Tabs label="Parts of the directory" tabs={tabs} /> : null;
}
