import type { PostRole } from "~/shared/actor";

/** The words practitioners use for kinds of organisations, seats and lines. Used by pages and by forms alike. */
export const organisationKinds = {
  third_sector: "Third sector organisation",
  gp_practice: "GP practice",
  link_worker_service: "Link worker service",
  statutory: "Statutory body",
  network: "Network",
} as const;
export type OrganisationKind = keyof typeof organisationKinds;

export const postRoles: Record<PostRole, { label: string; does: string }> = {
  link_worker: { label: "Link worker", does: "supports people and writes with others about them" },
  worker: { label: "Worker", does: "supports people in a third sector organisation" },
  manager: { label: "Manager", does: "supports people, and looks after the posts of the organisation" },
  practice: { label: "Practice staff", does: "works in the practice and sees no case notes" },
  facilitator: { label: "Network facilitator", does: "looks after organisations and invitations, and sees no case notes" },
  volunteer: { label: "Volunteer", does: "helps out and sees no case notes" },
  commissioner: { label: "Commissioner", does: "reads figures and sees no case notes" },
};

/** "Supports people and writes with others about them." */
export function whatItDoes(role: PostRole): string {
  const { does } = postRoles[role];
  return `${does.charAt(0).toUpperCase()}${does.slice(1)}.`;
}

export const lineKinds = {
  employed_by: "Employed by",
  hosted_by: "Hosted by",
  managed_by: "Managed by",
} as const;
export type LineKind = keyof typeof lineKinds;

/** "Contains information from …": wherever a row of the register is shown (Open Government Licence v3.0). */
export const register = {
  name: "Scottish Charity Register",
  licence:
    "Contains information from the Scottish Charity Register supplied by the Office of the Scottish Charity Regulator, licensed under the Open Government Licence v3.0.",
} as const;
