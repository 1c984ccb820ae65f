/** Pages of training: own files that are brought and read, and the recipe of a run. */
import { eachPage } from "../site/eachpage.ts";
import { bindBringing } from "../wizard/bringing.ts";
import { bindMinutes } from "../wizard/minutes.ts";
import { followReading } from "../wizard/reading.ts";

eachPage(() => {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-bring]"))
    bindBringing(form);
  const recipe = document.querySelector<HTMLFormElement>("form[data-recipe]");
  if (recipe) bindMinutes(recipe);
  followReading();
});
