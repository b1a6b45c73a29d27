/** Months as "2026-11" and days as "2026-11-24", counted without clocks or zones. */
export const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"] as const;

export function monthWords(month: string): string {
  return `${names[Number(month.slice(5)) - 1] ?? ""} ${month.slice(0, 4)}`;
}

export function nextMonth(month: string, by: number): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by, 1)).toISOString().slice(0, 7);
}

/** Its days in weeks of seven from Monday; places before the first and after the last are empty. */
export function weeksOf(month: string): (string | undefined)[][] {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const places = Array.from({ length: Math.ceil((before + count) / 7) * 7 }, (_, place) => {
    const day = place - before + 1;
    return day >= 1 && day <= count ? `${month}-${String(day).padStart(2, "0")}` : undefined;
  });
  return Array.from({ length: places.length / 7 }, (_, week) => places.slice(week * 7, week * 7 + 7));
}
