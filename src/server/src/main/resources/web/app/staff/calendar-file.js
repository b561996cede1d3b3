import { api } from "../core/context.js";
import { language } from "../text/text.js";
import { saveFile } from "../ui/save-file.js";
import { calendarOf } from "./calendar.js";

/** After so long somebody who has pressed is not kept waiting for the service. */
const PATIENCE_MS = 3_000;

/** Hands over a shift for a calendar: as the service writes it, or without a network as this page knows it. */
export async function saveCalendar(event) {
  saveFile(await written(event), "text/calendar", `${event.date}.ics`);
}

async function written(event) {
  try {
    return await Promise.race([api.eventCalendar(event.id, language), tooLate()]);
  } catch {
    return calendarOf(event);
  }
}

const tooLate = () => new Promise((resolve, reject) => setTimeout(() => reject(new Error("too late")), PATIENCE_MS));
