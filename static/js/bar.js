// What sticks below the bar has to know how high the bar is: it wraps, and tells of others.

const bar = document.getElementById("bar");
const tell = () => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
if (bar) new ResizeObserver(tell).observe(bar);
