import "./style/tokens.css";
import "./style/base.css";
import "./style/controls.css";
import "./ui/connection-light.css";
import "./ui/day-block.css";
import "./ui/menu-button.css";
import "./ui/undo.css";
import "./ui/role-seats.css";
import "./ui/seat-row.css";
import "./ui/standing-tag.css";
import "./ui/top-bar.css";
import "./sign-in/sign-in.css";
import "./board/event-card.css";
import "./board/event-list.css";
import "./board/event-page.css";
import "./board/event-form.css";
import "./board/roster-print.css";
import "./board/wall-board.css";
import "./week/week.css";
import "./staff/staff.css";
import "./account/begin.js";
import { applyTheme } from "./style/theme.js";
import { MusterApp } from "./muster-app.js";

applyTheme();
// The manager's part is as large as all the rest, and a phone of the staff never needs it.
const isBoard = document.querySelector("muster-app").getAttribute("page") === "board";
const part = isBoard ? import("./board/board-page.js") : Promise.resolve();
part.then(() => customElements.define("muster-app", MusterApp));
