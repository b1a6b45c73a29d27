type Words = Readonly<Record<string, readonly string[]>>;

/**
 * Puts what this tab still holds back into a form, in one go. A field that somebody is in, or has begun anew quicker
 * than the scripts, is theirs.
 */
export function restoreDraft(form: HTMLFormElement, words: Words): void {
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio")) {
      control.checked = words[control.name]?.includes(control.value) ?? control.checked;
    } else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) {
      const kept = words[control.name]?.[0];
      if (kept !== undefined && !hasBegun(control)) control.value = kept;
    }
  }
}

function hasBegun(control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement): boolean {
  if (control === document.activeElement) return true;
  return control instanceof HTMLSelectElement ? control.selectedIndex > 0 : control.value !== "";
}
