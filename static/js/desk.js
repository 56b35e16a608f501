// What the pages of the desk run beside what every page runs.
import "./editor.js";
import "./autosave.js";
import "./choosing.js";
import "./keys.js";
import "./note.js";
import "./focus.js";
import "./library.js";
import "./oneline.js";
import "./order.js";
import "./pictures.js";
import "./quiet.js";
import "./reading.js";
import "./shown.js";
import "./soundtrack.js";
import "./suggest.js";
