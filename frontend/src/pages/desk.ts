/** The pages on which organisers fill in a challenge. */
import { bindChecking } from "../desk/checking.ts";
import { bindKeeping } from "../desk/keeping.ts";
import { chooseZone } from "../desk/zone.ts";

const form = document.querySelector<HTMLFormElement>("form[data-check]");
if (form) {
  bindChecking(form);
  chooseZone(form);
  bindKeeping(form);
}
