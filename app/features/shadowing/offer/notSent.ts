import { data } from "react-router";
import { said, typedIn, type Refused } from "./typed";

type Asked<T> = { request: Request; serverAction: () => Promise<T> };

/** A form's `clientAction`: where nobody answers, the page stays and says so with every word still in it. `named` is the field that tells one form from others on its page. */
export async function sentOrKept<T>({ request, serverAction }: Asked<T>, named: "about" | "part" = "about") {
  const typed = request.clone();
  try {
    return await serverAction();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const sentence = "This could not be sent. Your words are still here: check the connection, then try again.";
    // With this status nothing on the page is read again: that would go nowhere either.
    const form = await typed.formData();
    return data<Refused>({ ...typedIn(form), about: said(form, named), sentence, fields: {} }, { status: 503 });
  }
}
