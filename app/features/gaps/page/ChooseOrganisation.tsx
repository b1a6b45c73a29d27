import { useEffect, useMemo, useState } from "react";
import { useRouteLoaderData } from "react-router";
import { ComboBox } from "~/kit/ComboBox";
import type { FieldProps } from "~/kit/field";
import { useFound } from "~/shared/useFound";

type Found = { rows: readonly { id: string; name: string; area: string | null }[] };
type Near = { organisations?: readonly { value: string; label: string }[] };

/** A directory of thousands is asked for what is typed; the nearest stand in the list before anybody types. */
export function ChooseOrganisation({ defaultValue, ...field }: FieldProps & { defaultValue?: string | undefined; required?: boolean | undefined }) {
  const near = (useRouteLoaderData("routes/gaps.$gapId") as Near | undefined)?.organisations;
  const { found, look } = useFound<Found>();
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(near?.find(({ value }) => value === defaultValue) ?? null);
  useEffect(() => {
    if (words.trim().length < 2) return;
    const timer = setTimeout(() => look(`/directory/found?${new URLSearchParams({ words: words.trim() })}`), 200);
    return () => clearTimeout(timer);
  }, [words, look]);
  const choices = useMemo(() => {
    const like = (near ?? []).filter(({ label }) => label.toLowerCase().includes(words.trim().toLowerCase()));
    const others = words.trim().length < 2 ? [] : (found?.rows ?? []).map(({ id, name, area }) => ({ value: id, label: area ? `${name}, ${area}` : name }));
    const all = new Map([...(chosen ? [chosen] : []), ...others, ...like].map((one) => [one.value, one]));
    return [...all.values()].slice(0, 30);
  }, [near, found, words, chosen]);
  const choose = (value: string | null) => setChosen(choices.find((one) => one.value === value) ?? null);
  return <ComboBox {...field} required={false} choices={choices} value={chosen?.value ?? null} onChange={choose} onInputChange={setWords} />;
}
