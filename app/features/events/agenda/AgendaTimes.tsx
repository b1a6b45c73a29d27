import { createContext, useContext } from "react";

/** When the event begins and ends (instants); undefined while its date is being found. */
export type Times = { startsAt: string | undefined; endsAt: string | undefined };

/** The agenda's own editor is made by the frame of all live words, which knows nothing of times. */
export const AgendaTimes = createContext<Times>({ startsAt: undefined, endsAt: undefined });
export const useAgendaTimes = () => useContext(AgendaTimes);
