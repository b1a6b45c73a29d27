import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { monthWords } from "~/kit/months";
import { formatTime } from "~/kit/wallTime";
import { beginsLater, isFiltered, listAddress, type EventFilter, type EventPlace } from "./filter";

const titles = { coming: "No learning event is planned", finding: "No event is looking for a date", gone: "No learning event has been yet" };

/** Nothing in the list, and what one might do about it. */
export function NoEvents({ filter, place, today }: { filter: EventFilter; place: EventPlace; today: string }) {
  if (place.day) return <EmptyState title={`Nothing on ${formatTime(place.day, "longDate")}`} action={<LinkButton to={listAddress(filter, { month: place.month })}>Show the other days</LinkButton>} />;
  if (beginsLater(filter, place, today)) return <EmptyState title={`Nothing${isFiltered(filter) ? " like that" : ""} from ${monthWords(place.month)}`} action={<LinkButton to={listAddress(filter)}>Show what comes before</LinkButton>} />;
  if (isFiltered(filter)) return <EmptyState title="Nothing like that" action={<LinkButton to={listAddress({ show: filter.show })}>Show all of them</LinkButton>} />;
  return (
    <EmptyState title={titles[filter.show]} action={<LinkButton to="/diary/events/new">Plan an event</LinkButton>}>
      An hour in one room helps two services more than ten letters. Choose a date, or find one together.
    </EmptyState>
  );
}
