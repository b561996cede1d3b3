import "./style/tokens.css";
import "./style/base.css";
import "./style/controls.css";
import "./ui/connection-light.css";
import "./ui/day-block.css";
import "./ui/role-seats.css";
import "./ui/standing-tag.css";
import "./ui/top-bar.css";
import "./sign-in/sign-in.css";
import "./board/event-card.css";
import "./board/event-list.css";
import "./board/event-page.css";
import "./board/event-form.css";
import "./board/wall-board.css";
import "./staff/staff.css";
import { applyTheme } from "./style/theme.js";
import "./muster-app.js";

applyTheme();
