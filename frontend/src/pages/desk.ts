/** The pages on which organisers fill in a challenge. */
import { bindChecking } from "../desk/checking.ts";

const form = document.querySelector<HTMLFormElement>("form[data-check]");
if (form) bindChecking(form);
