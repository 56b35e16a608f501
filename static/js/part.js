// What a script's own request says of itself, as HTMX does: a part of a page is asked for.
export const PART = { "HX-Request": "true", "HX-Request-Type": "partial" };
