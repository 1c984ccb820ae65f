/** Sends a form with files, and tells how far it is: fetch knows nothing of that. */
import type { Refusal } from "../api.ts";

const LOST =
  "The connection was lost before all files were sent. They are still chosen: try again.";

/** What the site answers. Rejects with an Error whose message is for people. */
export function send<T>(
  address: string,
  form: FormData,
  token: string,
  progress: (share: number) => void,
): Promise<T> {
  return new Promise((done, refuse) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener("error", () => refuse(new Error(LOST)));
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && answer) done(answer as T);
      else refuse(new Error(messageOf(answer, request.status)));
    });
    request.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a proxy answered, not the site
  }
}

export function messageOf(answer: unknown, status: number): string {
  const told = (answer as Partial<Refusal> | null)?.message;
  return told ?? `The site answered with an error (${status}). Nothing was stored; try again.`;
}
