/** architecture.md, section 7: 500 staff, 150 organisations, 20,000 people supported, 1,000,000 sections; issue 4: 5,000 gaps. */
const full = { services: 10, linkWorkers: 120, thirdSector: 80, workersEach: 2, volunteers: 59, practices: 50, statutory: 9, commissioners: 18, facilitators: 3, clients: 20_000, sections: 1_000_000, gaps: 5_000 };
export type BusySize = typeof full;

/**
 * The same network larger or smaller: organisations, staff and people supported grow together, so that a colleague
 * holds as many cases in each and what becomes slower becomes slower by the size of tables alone.
 * @param scale 1 is one network at the size to plan for
 */
export function busySize(scale: number): BusySize {
  const of = (count: number, least: number) => Math.max(least, Math.round(count * scale));
  return {
    services: of(full.services, 1),
    linkWorkers: of(full.linkWorkers, 2),
    thirdSector: of(full.thirdSector, 3),
    workersEach: full.workersEach,
    volunteers: of(full.volunteers, 1),
    practices: of(full.practices, 1),
    statutory: of(full.statutory, 1),
    commissioners: of(full.commissioners, 1),
    facilitators: of(full.facilitators, 1),
    clients: of(full.clients, 40),
    sections: of(full.sections, 400),
    gaps: of(full.gaps, 40),
  };
}

/** Issue 5: 20,000 bookings of shadow days in two years, and 500 series of learning events. */
export function busyDiary(scale: number): { bookings: number; series: number } {
  return { bookings: Math.max(200, Math.round(20_000 * scale)), series: Math.max(5, Math.round(500 * scale)) };
}

/** Issue 6: 4,000 ties with 50 contacts each, which is 200,000; with those that organisations there are can have. */
export function busyTies(scale: number): { ties: number; contactsEach: number } {
  return { ties: Math.max(20, Math.round(4_000 * scale)), contactsEach: 50 };
}

/** Issue 6: what organisations decided together in two years, beside a handover of every post and whoever is away. */
export function busyLeaving(scale: number): { decisions: number } {
  return { decisions: Math.max(20, Math.round(1_000 * scale)) };
}
