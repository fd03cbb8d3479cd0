package io.scaiwave.tenancy.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.scaiwave.tenancy.time.WireTime;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;

/** Writes times in their one form; reading takes any RFC 3339 time. */
final class TimesModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    TimesModule() {
        addSerializer(new Times<>(Instant.class, WireTime::of));
        addSerializer(new Times<>(OffsetDateTime.class, WireTime::of));
    }

    private static final class Times<T> extends StdSerializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<T, String> form;

        Times(Class<T> type, Function<T, String> form) {
            super(type);
            this.form = form;
        }

        @Override
        public void serialize(T time, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(form.apply(time));
        }
    }
}
