import { useEffect, useMemo, useState } from "react";
import { ComboBox } from "~/kit/ComboBox";
import type { FieldProps } from "~/kit/field";
import type { Choice } from "~/kit/Select";
import { useFound } from "~/shared/useFound";

type Props = FieldProps & { kind: "person" | "organisation"; near: readonly Choice[]; defaultValue?: string | undefined };

/** One of a network of thousands: those near stand in the list, the others are asked for as somebody types. */
export function ChooseOne({ kind, near, defaultValue, ...field }: Props) {
  const { found, look } = useFound<{ choices: Choice[] }>();
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<Choice | null>(near.find(({ value }) => value === defaultValue) ?? null);
  useEffect(() => {
    if (words.trim().length < 2) return;
    const timer = setTimeout(() => look(`/diary/events/who?${new URLSearchParams({ kind, words: words.trim() })}`), 200);
    return () => clearTimeout(timer);
  }, [words, kind, look]);
  const choices = useMemo(() => {
    const like = near.filter(({ label }) => label.toLowerCase().includes(words.trim().toLowerCase()));
    const others = words.trim().length < 2 ? [] : (found?.choices ?? []);
    return [...new Map([...(chosen ? [chosen] : []), ...others, ...like].map((one) => [one.value, one])).values()].slice(0, 30);
  }, [near, found, words, chosen]);
  const choose = (value: string | null) => setChosen(choices.find((one) => one.value === value) ?? null);
  return <ComboBox {...field} choices={choices} value={chosen?.value ?? null} onChange={choose} onInputChange={setWords} />;
}
