const names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"] as const;

/** "2026-03" and the eleven after it, at most `most` of them: the first, and the newest of the rest. */
export function monthsBetween(first: string, last: string, most: number): string[] {
  const all: string[] = [];
  for (let month = number(first); month <= number(last); month++) all.push(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`);
  return all.length <= most ? all : [...all.slice(0, 1), ...all.slice(all.length - most + 1)];
}

function number(month: string): number {
  const [year = 0, one = 1] = month.split("-").map(Number);
  return year * 12 + one - 1;
}

/** "March 2026" */
export function monthWords(month: string): string {
  const [year = "", one = "1"] = month.split("-");
  return `${names[Number(one) - 1] ?? ""} ${year}`;
}
