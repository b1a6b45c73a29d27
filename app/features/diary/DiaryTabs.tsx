import { Tabs } from "~/kit/Tabs";

const tabs = [
  { to: "/diary", label: "Mine", end: true },
  { to: "/diary/shadow", label: "Shadow days" },
  { to: "/diary/events", label: "Learning events" },
  { to: "/diary/log", label: "Learning log" },
];

/** The parts of the diary, above each of its pages. */
export function DiaryTabs() {
  return <Tabs label="Parts of the diary" tabs={tabs} />;
}
