/** The form that enters a song: another one is looked at as soon as it is chosen. */
import { bindChoice } from "../site/choosing.ts";

const form = document.querySelector<HTMLFormElement>("form[data-choose]");
const shown = document.getElementById("chosen");
if (form && shown) bindChoice(form, shown);
