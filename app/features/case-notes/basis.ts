/** Why the law lets an organisation hold somebody's story. Apart from consent, and said plainly. */
export const basisWords: Record<string, { title: string; hint: string }> = {
  public_task: { title: "Public task", hint: "The law gives our service this work to do." },
  legitimate_interests: { title: "Legitimate interests", hint: "We need it to help, and the person would expect it." },
  consent: { title: "Consent", hint: "Only because they said yes. Rarely right for care; ask your data lead." },
  vital_interests: { title: "To save a life", hint: "Somebody’s life was at risk." },
  legal_obligation: { title: "Legal duty", hint: "A law makes us hold it." },
  contract: { title: "Contract", hint: "They asked us for a service under an agreement." },
};

export const conditionWords: Record<string, { title: string; hint: string }> = {
  health_or_social_care: { title: "Health or social care", hint: "By or under someone bound to secrecy." },
  not_for_profit_body: { title: "Not-for-profit body", hint: "For people in regular contact with us; sharing outside needs their explicit consent." },
  explicit_consent: { title: "Explicit consent", hint: "They said yes to exactly this." },
  safeguarding: { title: "Safeguarding", hint: "To keep somebody safe." },
  vital_interests: { title: "To save a life", hint: "They could not say yes or no." },
};

/** "Public task, under health or social care." */
export function basisSentence(basis: string, condition: string): string {
  return `${basisWords[basis]?.title ?? basis}, under ${(conditionWords[condition]?.title ?? condition).toLowerCase()}.`;
}
