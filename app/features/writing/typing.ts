/** True while somebody is in the middle of a form on the page: what others changed waits until they are done. */
export function isTypingInForm(): boolean {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return false;
  return field.form !== null && field.type !== "checkbox" && field.type !== "radio" && field.value !== field.defaultValue;
}
