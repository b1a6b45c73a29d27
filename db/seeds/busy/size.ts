/** architecture.md, section 7: 500 staff, 150 organisations, 20,000 people supported, 1,000,000 sections. */
const full = { services: 10, linkWorkers: 120, thirdSector: 80, workersEach: 2, volunteers: 59, practices: 50, statutory: 9, commissioners: 18, facilitators: 3, clients: 20_000, sections: 1_000_000 };
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
  };
}
