package io.muster.api.people;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.api.access.ChosenFirm;
import io.muster.api.http.BackOnContext;
import io.muster.api.http.HttpConfig;
import io.muster.api.view.Csv;
import io.muster.api.view.Format;
import io.muster.store.people.MemberLists;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Writes a list of members as a sheet that can be brought in again: at most as many rows and bytes as an import takes. Where there
 * are more, the header {@code Link} has the address of the rest.
 */
@Singleton
class SheetExport {
    private static final int ROWS_AT_ONCE = 500;

    private final MemberLists lists;
    private final long maxBytes;

    SheetExport(MemberLists lists, HttpConfig config) {
        this.lists = lists;
        this.maxBytes = config.maxSheetBody().asLongValue();
    }

    Uni<RestResponse<byte[]>> of(MemberLists.Query query, MemberParams params) {
        Written sheet = new Written();
        return BackOnContext.of(write(sheet, query, params.after(query))).map(done -> answer(sheet, query, params));
    }

    /** An empty sheet, of a search that can find nobody. */
    RestResponse<byte[]> empty() {
        return Format.CSV.answer(Csv.of(List.of(MemberCells.COLUMNS)));
    }

    /** Page by page: all members of a large firm at once would be a large part of the memory. */
    private Uni<Void> write(Written sheet, MemberLists.Query query, Optional<String> after) {
        return lists.page(query, after, ROWS_AT_ONCE)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(rows -> sheet.takeAll(rows) && rows.size() == ROWS_AT_ONCE
                        ? write(sheet, query, sheet.last)
                        : Uni.createFrom().voidItem());
    }

    /** The sheet so far. */
    private final class Written {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Optional<String> last = Optional.empty();
        private int count;
        private boolean full;

        Written() {
            bytes.writeBytes(Csv.of(List.of(MemberCells.COLUMNS)));
        }

        /** Whether there was room for all of them. */
        boolean takeAll(List<MemberLists.Row> rows) {
            for (MemberLists.Row row : rows) {
                byte[] line = Csv.line(MemberCells.of(row.member())).getBytes(StandardCharsets.UTF_8);
                if (count == Sheet.MAX_ROWS || bytes.size() + line.length > maxBytes) {
                    full = true;
                    return false;
                }
                bytes.writeBytes(line);
                last = Optional.of(row.ord());
                count++;
            }
            return true;
        }

        /** Behind which row the rest begins, if there is one. */
        Optional<String> rest() {
            return full ? last : Optional.empty();
        }
    }

    private static RestResponse<byte[]> answer(Written sheet, MemberLists.Query query, MemberParams params) {
        RestResponse.ResponseBuilder<byte[]> answer = Format.CSV.builder(sheet.bytes.toByteArray());
        sheet.rest().ifPresent(ord -> answer.header("Link", "<" + next(query, params, ord) + ">; rel=\"next\""));
        return answer.build();
    }

    private static String next(MemberLists.Query query, MemberParams params, String ord) {
        return MemberPaths.MEMBERS + "?format=csv" + parameter(ChosenFirm.PARAMETER, params.firm)
                + parameter("q", params.q) + parameter("team", params.team) + parameter("state", params.state)
                + parameter("cursor", MemberParams.cursor(query, ord));
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
