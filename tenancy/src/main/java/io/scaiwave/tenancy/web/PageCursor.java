package io.scaiwave.tenancy.web;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.crypto.MasterKey;
import io.scaiwave.tenancy.db.OwnedTable;
import io.scaiwave.tenancy.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opaque page cursors: a position, signed together with the list it belongs to and the scope it was given to. Another
 * scope's, another list's or an altered cursor is a 400.
 */
@ApplicationScoped
public class PageCursor {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;
    private static final int MAC_BYTES = 16;

    private final MasterKey key;

    public PageCursor(MasterKey key) {
        this.key = key;
    }

    public String issue(Scope scope, String list, String position) {
        byte[] text = position.getBytes(StandardCharsets.UTF_8);
        byte[] mac = mac(scope, list, position);
        byte[] all = Arrays.copyOf(mac, MAC_BYTES + text.length);
        System.arraycopy(text, 0, all, MAC_BYTES, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** The position inside, or a {@code SW_VALIDATION} refusal of the field {@code cursor}. */
    public String read(Scope scope, String list, String cursor) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw refusal();
        }
        if (all.length <= MAC_BYTES
                || !Base64.getUrlEncoder().withoutPadding().encodeToString(all).equals(cursor)) {
            throw refusal();
        }
        String position = new String(all, MAC_BYTES, all.length - MAC_BYTES, StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(mac(scope, list, position), Arrays.copyOf(all, MAC_BYTES))) {
            throw refusal();
        }
        return position;
    }

    /**
     * The first so many of the rows, which were read up to one more than a page has; if that one is there, with a cursor
     * that starts behind the last one shown.
     */
    public <R, V> Envelope<List<V>> page(
            Scope scope, String list, int size, List<R> rows, Function<R, V> view, Function<R, String> position) {
        List<V> shown = rows.stream().limit(size).map(view).toList();
        return Envelope.page(shown, rows.size() > size ? issue(scope, list, position.apply(rows.get(size - 1))) : null);
    }

    /**
     * A page size from a query parameter: 50 when absent, 1 to 200. Takes the text itself, so that what is no number is
     * refused by name and not by the framework's 404.
     */
    public static int limit(@Nullable String asked) {
        if (asked == null) {
            return DEFAULT_LIMIT;
        }
        int limit = asked.matches("[0-9]{1,9}") ? Integer.parseInt(asked) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw RefusedException.invalid("limit", "must be between 1 and " + MAX_LIMIT);
        }
        return limit;
    }

    private byte[] mac(Scope scope, String list, String position) {
        OwnedTable owner = OwnedTable.of(scope, list);
        String message = "cursor\n" + owner.name() + "\n" + owner.owner() + "\n" + position;
        return Arrays.copyOf(key.sign(message.getBytes(StandardCharsets.UTF_8)), MAC_BYTES);
    }

    private static RefusedException refusal() {
        return RefusedException.invalid("cursor", "is not a cursor of this list");
    }
}
