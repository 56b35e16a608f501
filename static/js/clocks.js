// Hours by the clocks of the site's place, where those of the reader show another:
// <time data-clock="Europe/Rome"> says both, <input data-clock="Europe/Rome"> says under it what
// was chosen means here, and <button data-clock-act> whether it will backdate or schedule.
import { _ } from "./wording.js";

const MINUTE = 60_000;
const language = document.documentElement.lang;

// How far ahead of UTC the clocks of `zone` are at a moment, in milliseconds.
function ahead(moment, zone) {
  const shown = new Date(moment).toLocaleString("sv-SE", { timeZone: zone });
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(moment / 1000) * 1000;
}

// The moment at which the clocks of `zone` show `wall`, such as 2027-03-28T09:30.
function momentOf(wall, zone) {
  const alike = Date.parse(`${wall}Z`);
  return alike - ahead(alike - ahead(alike, zone), zone);
}

const isElsewhere = (moment, zone) =>
  Math.abs(ahead(moment, zone) + new Date(moment).getTimezoneOffset() * MINUTE) >= MINUTE;

function here(moment, zone) {
  const date = new Date(moment);
  const day = { day: "numeric", month: "long" };
  const there = date.toLocaleDateString(language, { ...day, timeZone: zone });
  const time = date.toLocaleTimeString(language, { timeStyle: "short", hourCycle: "h23" });
  const today = date.toLocaleDateString(language, day);
  return _("%(time)s where you are", { time: today === there ? time : `${today}, ${time}` });
}

for (const time of document.querySelectorAll("time[data-clock]")) {
  const { clock } = time.dataset;
  const moment = Date.parse(time.dateTime);
  if (!isElsewhere(moment, clock)) continue;
  const city = clock.split("/").at(-1).replaceAll("_", " ");
  time.append(_(" in %(city)s, %(time)s", { city, time: here(moment, clock) }));
}

for (const field of document.querySelectorAll("input[data-clock]")) {
  const said = Object.assign(document.createElement("output"), { className: "field__hint" });
  said.setAttribute("for", field.id);
  field.after(said);
  const act = document.querySelector("[data-clock-act]");
  const words = act?.textContent;
  const show = () => {
    const moment = momentOf(field.value, field.dataset.clock);
    const known = Number.isFinite(moment);
    const apart = known && isElsewhere(moment, field.dataset.clock);
    said.textContent = apart ? _("That is %(time)s.", { time: here(moment, field.dataset.clock) }) : "";
    if (!act) return;
    act.textContent = words;
    if (known) act.textContent = moment > Date.now() ? _("Schedule it") : _("Publish with this date");
  };
  field.addEventListener("input", show);
  show();
}
