/** The page on which a juror judges an entry. */
import { bindSheet } from "../judging/sheet.ts";

const form = document.getElementById("sheet");
if (form instanceof HTMLFormElement) bindSheet(form);
