// [data-focus]: the point around which a picture is cut, set by a click on the picture, by arrow
// keys on the point, or as numbers; the cuts below show at once what becomes of it.
import { _ } from "./wording.js";

const STEPS = { ArrowLeft: [-5, 0], ArrowRight: [5, 0], ArrowUp: [0, -5], ArrowDown: [0, 5] };

const within = (number) => Math.min(100, Math.max(0, Math.round(number / 5) * 5));
const fieldsOf = (place) => [...place.querySelectorAll("[type=number]")];

function move(place, x, y) {
  const [across, down] = fieldsOf(place);
  across.value = within(x);
  down.value = within(y);
  across.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const whole = event.target.closest(".focus__whole");
  // The keyboard's click on the point itself comes from nowhere.
  if (!whole || !event.detail) return;
  const { left, top, width, height } = whole.getBoundingClientRect();
  const share = [(event.clientX - left) / width, (event.clientY - top) / height];
  move(whole.closest("[data-focus]"), ...share.map((part) => part * 100));
  whole.querySelector("button").focus();
});

document.addEventListener("keydown", (event) => {
  const step = event.target.closest?.(".focus__point") && STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const place = event.target.closest("[data-focus]");
  const [x, y] = fieldsOf(place).map(({ value }) => Number(value));
  move(place, x + step[0], y + step[1]);
});

document.addEventListener("input", ({ target }) => {
  const place = target.closest("[data-focus]");
  if (!place) return;
  const [x, y] = fieldsOf(place).map(({ value }) => within(Number(value)));
  place.style.setProperty("--focus-x", `${x}%`);
  place.style.setProperty("--focus-y", `${y}%`);
  place.querySelector("button").ariaLabel =
    _("What matters most in the picture: %(x)s% from the left, %(y)s% from the top", { x, y });
});
