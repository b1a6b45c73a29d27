export type Posted = { gapId: string; following: number; flagged: boolean };

/** "Posted. 14 posts follow this." */
export function postedWords({ following, flagged }: Omit<Posted, "gapId">): string {
  const follow = following === 0 ? "" : following === 1 ? " 1 post follows this." : ` ${following} posts follow this.`;
  return `Posted.${follow}${flagged ? " It may name someone, so whoever leads will look at it." : ""}`;
}

/** Where somebody goes after posting: the whole board, the new card on top. */
export const addressAfterPosting = ({ gapId, following, flagged }: Posted) => `/gaps?${new URLSearchParams({ posted: gapId, following: String(following), ...(flagged ? { flagged: "yes" } : {}) })}`;

/** The form's name in this tab's drafts. */
export const draftName = "gap";
