package io.scaiwave.tenancy.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of every success: {@code data}, and {@code meta} where there is something to say beside it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Envelope<T>(T data, @Nullable Object meta) {

    public static <T> Envelope<T> of(T data) {
        return new Envelope<>(data, Map.of());
    }

    public static <T> Envelope<T> of(T data, Object meta) {
        return new Envelope<>(data, meta);
    }

    /** A page of a list. */
    public static <T> Envelope<List<T>> page(List<T> items, @Nullable String nextCursor) {
        return new Envelope<>(items, new PageMeta(nextCursor, nextCursor != null));
    }

    /** Always shows both members, the cursor as null on the last page. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record PageMeta(@Nullable String nextCursor, boolean hasMore) {}
}
