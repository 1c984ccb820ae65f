/** The pages on which organisers fill in a challenge. */
import { bindChecking } from "../desk/checking.ts";
import { bindKeeping } from "../desk/keeping.ts";

const form = document.querySelector<HTMLFormElement>("form[data-check]");
if (form) {
  bindKeeping(form);
  bindChecking(form);
}
