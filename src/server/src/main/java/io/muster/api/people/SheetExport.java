package io.muster.api.people;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

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
    private final MemberLists lists;
    private final long maxBytes;

    SheetExport(MemberLists lists, HttpConfig config) {
        this.lists = lists;
        this.maxBytes = config.maxSheetBody().asLongValue();
    }

    private record Written(byte[] sheet, Optional<String> last) {}

    Uni<RestResponse<byte[]>> of(MemberLists.Query query, MemberParams params) {
        Uni<Written> written = lists.page(query, params.after(query), Sheet.MAX_ROWS + 1)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::written);
        return BackOnContext.of(written).map(sheet -> answer(sheet, query, params));
    }

    /** An empty sheet, of a search that can find nobody. */
    RestResponse<byte[]> empty() {
        return Format.CSV.answer(Csv.of(List.of(MemberCells.COLUMNS)));
    }

    private Written written(List<MemberLists.Row> rows) {
        ByteArrayOutputStream sheet = new ByteArrayOutputStream();
        sheet.writeBytes(Csv.of(List.of(MemberCells.COLUMNS)));
        Optional<String> last = Optional.empty();
        int count = 0;
        for (MemberLists.Row row : rows) {
            byte[] line = Csv.line(MemberCells.of(row.member())).getBytes(StandardCharsets.UTF_8);
            if (count == Sheet.MAX_ROWS || sheet.size() + line.length > maxBytes) {
                return new Written(sheet.toByteArray(), last);
            }
            sheet.writeBytes(line);
            last = Optional.of(row.ord());
            count++;
        }
        return new Written(sheet.toByteArray(), Optional.empty());
    }

    private static RestResponse<byte[]> answer(Written sheet, MemberLists.Query query, MemberParams params) {
        RestResponse.ResponseBuilder<byte[]> answer = Format.CSV.builder(sheet.sheet);
        sheet.last.ifPresent(ord -> answer.header("Link", "<" + next(query, params, ord) + ">; rel=\"next\""));
        return answer.build();
    }

    private static String next(MemberLists.Query query, MemberParams params, String ord) {
        return MemberPaths.MEMBERS + "?format=csv" + parameter("q", params.q) + parameter("team", params.team)
                + parameter("state", params.state) + parameter("cursor", MemberParams.cursor(query, ord));
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
