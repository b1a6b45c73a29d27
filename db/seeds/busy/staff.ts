import type { PostRole } from "~/shared/actor";
import type { BusySize } from "./size";
import type { Colleague, Hand, Organisation } from "./hand";
import type { Drawing } from "./ids";

/** A team that holds cases: a home organisation, who leads it, and who does the work. */
export type Team = { organisation: Organisation; manager: Colleague; workers: Colleague[] };
export type BusyStaff = { services: Team[]; thirdSector: Team[] };

const first = ["Ailsa", "Blair", "Cara", "Dougie", "Eilidh", "Fergus", "Greer", "Hamish", "Isla", "Jamie", "Kirsty", "Lewis", "Morag", "Niall", "Orla", "Priya", "Rhona", "Samir", "Tomasz", "Una"];
const last = ["Adair", "Baird", "Calder", "Dunbar", "Erskine", "Farrell", "Gunn", "Hay", "Iqbal", "Jardine", "Kerr", "Lamont", "Moffat", "Nasir", "Ogilvie", "Pirie", "Rankin", "Sneddon", "Tait", "Wylie"];
export const nameOf = (draw: Drawing) => `${draw.pick(first)} ${draw.pick(last)}`;
export const areas = ["Harbour", "Northgate", "Millburn", "Southfield", "Castlehill", "Eastbank"];

/** Everyone at work in the busy network. Nobody exists. */
export async function plantBusyStaff(hand: Hand, draw: Drawing, size: BusySize, at: number): Promise<BusyStaff> {
  let people = 0;
  const fay = await hand.found("Inverbusy Community Links", { name: "Fay Munro", email: "fay@busy.example" }, at);
  const seat = async (organisation: Organisation, role: PostRole, title: string, more: { managedBy?: Colleague; hostedBy?: Organisation } = {}) => {
    people += 1;
    return hand.colleague(fay, { organisation, role, title, name: nameOf(draw), email: `c${people}@busy.example`, ...(more.managedBy ? { employedBy: organisation } : {}), ...more }, at + people * 1_000);
  };
  const organisation = (name: string, kind: "link_worker_service" | "third_sector" | "gp_practice" | "statutory") => hand.organisation(fay, { name, kind, area: draw.pick(areas) }, at);

  const practices: Organisation[] = [];
  for (let n = 1; n <= size.practices; n++) practices.push(await organisation(`${draw.pick(areas)} Medical Practice ${n}`, "gp_practice"));
  const team = async (name: string, kind: "link_worker_service" | "third_sector", role: "link_worker" | "worker", count: number): Promise<Team> => {
    const home = await organisation(name, kind);
    const manager = await seat(home, "manager", "Team lead");
    const workers: Colleague[] = [];
    for (let n = 1; n <= count; n++) workers.push(await seat(home, role, `${role === "worker" ? "Worker" : "Link worker"} ${n}`, { managedBy: manager, ...(role === "link_worker" ? { hostedBy: draw.pick(practices) } : {}) }));
    return { organisation: home, manager, workers };
  };
  const services: Team[] = [];
  for (let n = 0; n < size.services; n++) services.push(await team(`${areas[n % areas.length]} Link Workers ${n + 1}`, "link_worker_service", "link_worker", part(size.linkWorkers, size.services, n)));
  const thirdSector: Team[] = [];
  for (let n = 0; n < size.thirdSector; n++) thirdSector.push(await team(`${draw.pick(["Pantry", "Advice", "Arts", "Garden", "Befriending", "Housing"])} in ${draw.pick(areas)} ${n + 1}`, "third_sector", "worker", size.workersEach));
  for (let n = 0; n < size.volunteers; n++) await seat(draw.pick(thirdSector).organisation, "volunteer", `Volunteer ${n + 1}`);
  for (const practice of practices) await seat(practice, "practice", "Practice desk");
  const councils: Organisation[] = [];
  for (let n = 1; n <= size.statutory; n++) councils.push(await organisation(`${draw.pick(areas)} Health and Wellbeing ${n}`, "statutory"));
  for (let n = 0; n < size.commissioners; n++) await seat(councils[n % councils.length] as Organisation, "commissioner", `Commissioner ${n + 1}`);
  for (let n = 1; n < size.facilitators; n++) await seat(fay.organisation, "facilitator", `Network facilitator ${n + 1}`);
  return { services, thirdSector };
}

/** The share of the n-th when so many are dealt out evenly. */
function part(all: number, among: number, n: number): number {
  return Math.floor((all * (n + 1)) / among) - Math.floor((all * n) / among);
}
