package io.scaiwave.tenancy.directory;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * Entries of one kind: where they are asked for, heard of and kept.
 *
 * @param path at tenant-service
 * @param subject of their events, each with the whole entry
 * @param mark the member by which an entry is told from what else is said on that subject
 * @param table this service's own, with the columns {@code version}, {@code updated_at}, {@code entry}
 * @param key the table's primary key
 * @param parse throws {@link IllegalArgumentException} for what is no entry
 */
public record EntryKind<E extends DirectoryEntry>(
        String path, String subject, String mark, String table, String key, Function<JsonObject, E> parse) {}
