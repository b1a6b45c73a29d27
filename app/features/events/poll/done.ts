/** What the dates of an event say after a form, by the word in the address. */
export const pollDone = {
  said: "Thank you. You can change it until the date is set.",
  added: "The date is added. Those who said already may look again.",
  removed: "The date is taken out.",
};
