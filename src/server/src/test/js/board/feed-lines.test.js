import "../browser.js";
import { lineOfFrame, lineOfJournal, textOf } from "../../../main/resources/web/app/board/feed-lines.js";
import { es } from "../../../main/resources/web/app/text/es.js";
import { equal } from "../assert.js";

const removal = (more) => ({
  event: "staff:removed",
  data: { eventId: "e1", version: 7, timestamp: "2030-01-10T10:00:00.000Z", userId: "oidc:ada", ...more },
});
const refusal = removal({ respondedStaff: { userKey: "oidc:ada", response: "decline", by: "manager", version: 7 } });

const text = (line) => textOf(line, () => "Ada");

export const tests = {
  async "of a request that was refused nobody is said to have been removed"() {
    equal(text(lineOfFrame(refusal)), "The request of Ada was refused");
    equal(text(lineOfFrame(removal({}))), "Ada was removed");
    equal([es["feed.refused"], es["feed.removed"]], ["La solicitud de {who} no se aceptó", "Se quitó a {who}"]);
  },

  async "frame and journal tell of a refusal as the same line"() {
    const written = lineOfJournal({ kind: "refused", version: 7, at: refusal.data.timestamp, userKey: "oidc:ada" });
    equal(text(written), text(lineOfFrame(refusal)));
    equal([written.kind, written.version], [lineOfFrame(refusal).kind, lineOfFrame(refusal).version]);
  },
};
