import { foundNetwork } from "~/features/people/commands.server";
import { demonstrationIsPlanted } from "~/features/people/network.server";
import type { Services } from "~/shared/services.server";
import type { Planted, Planting } from "../planting";

/** Everyone at work in Inverlaw, a town that is on no map. */
export type Staff = Record<"fay" | "jo" | "aileen" | "rory" | "bashir" | "sana" | "catriona" | "ewan" | "moira" | "tam" | "ellen", Planted>;
export type Organisations = Record<"links" | "harbour" | "hillside" | "foodHub" | "lantern" | "strand" | "fairweather" | "allotment" | "council", string>;

const area = "Inverlaw";

export async function plantStaff(planting: Planting, services: Services): Promise<{ staff: Staff; organisations: Organisations }> {
  const { token } = await foundNetwork(services.db, {
    name: "Inverlaw Community Links",
    kind: "demonstration",
    facilitatorName: "Fay Munro",
    facilitatorEmail: "fay@inverlaw.example",
  });
  await demonstrationIsPlanted(services.db, false);
  const fay = await planting.follow(token, "Fay Munro");
  const add = (name: string, kind: "third_sector" | "gp_practice" | "link_worker_service" | "statutory") => planting.organisation(fay, { name, kind, area });
  const organisations: Organisations = {
    links: await add("Harbour Link Workers", "link_worker_service"),
    harbour: await add("Harbour Street Practice", "gp_practice"),
    hillside: await add("Hillside Medical Practice", "gp_practice"),
    foodHub: await add("Kelpie Food Hub", "third_sector"),
    lantern: await add("Lantern Debt and Housing Advice", "third_sector"),
    strand: await add("Strand Arts for All", "third_sector"),
    fairweather: await add("Fairweather Women's Centre", "third_sector"),
    allotment: await add("Brae Allotment Society", "third_sector"),
    council: await add("Inverlaw Council, Health and Wellbeing", "statutory"),
  };
  const { links, harbour, hillside, foodHub, lantern, strand, council } = organisations;
  const jo = await planting.colleague(fay, { organisationId: links, title: "Link worker team lead", role: "manager" }, { name: "Jo Rennie", email: "jo@harbourlinks.example" });
  const clw = (hostedBy: string, title: string, name: string, email: string) =>
    planting.colleague(fay, { organisationId: links, title, role: "link_worker", employedBy: links, hostedBy, managedBy: jo.postId }, { name, email });
  const sana = await planting.colleague(fay, { organisationId: foodHub, title: "Hub manager", role: "manager" }, { name: "Sana Iqbal", email: "sana@kelpiefood.example" });
  return {
    organisations,
    staff: {
      fay,
      jo,
      sana,
      aileen: await clw(harbour, "Link worker at Harbour Street", "Aileen Muir", "aileen@harbourlinks.example"),
      rory: await clw(hillside, "Link worker at Hillside", "Rory Tait", "rory@harbourlinks.example"),
      bashir: await planting.colleague(fay, { organisationId: foodHub, title: "Community worker", role: "worker", managedBy: sana.postId }, { name: "Bashir Khan", email: "bashir@kelpiefood.example" }),
      catriona: await planting.colleague(fay, { organisationId: lantern, title: "Money adviser", role: "worker" }, { name: "Catriona Bell", email: "catriona@lanternadvice.example" }),
      ewan: await planting.colleague(fay, { organisationId: strand, title: "Groups coordinator", role: "worker" }, { name: "Ewan Adeyemi", email: "ewan@strandarts.example" }),
      moira: await planting.colleague(fay, { organisationId: harbour, title: "Practice manager", role: "practice" }, { name: "Moira Sutherland", email: "moira@harbourstreet.example" }),
      tam: await planting.colleague(fay, { organisationId: foodHub, title: "Volunteer driver", role: "volunteer" }, { name: "Tam Petrie", email: "tam@kelpiefood.example" }),
      ellen: await planting.colleague(fay, { organisationId: council, title: "Commissioning officer", role: "commissioner" }, { name: "Ellen Craig", email: "ellen@inverlawcouncil.example" }),
    },
  };
}
