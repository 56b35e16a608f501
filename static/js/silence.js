// When no answer comes to what somebody did, the page says so; nothing typed is touched.
import { complain } from "./complain.js";

document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (["click", "submit"].includes(ctx?.sourceEvent?.type)) complain();
});
