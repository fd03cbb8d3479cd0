package io.scaiwave.tenancy.web;

import io.scaiwave.tenancy.id.AuditId;
import io.scaiwave.tenancy.id.CredentialId;
import io.scaiwave.tenancy.id.EventId;
import io.scaiwave.tenancy.id.InviteId;
import io.scaiwave.tenancy.id.KeyId;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.id.TypedId;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.problem.RefusedException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads ids out of paths, queries and headers; one of the wrong kind or form is refused by its parameter's name. */
@Provider
public class IdParameters implements ParamConverterProvider {

    private static final Map<Class<? extends TypedId>, Function<String, ? extends TypedId>> PARSERS = Map.ofEntries(
            Map.entry(AuditId.class, AuditId::parse),
            Map.entry(CredentialId.class, CredentialId::parse),
            Map.entry(EventId.class, EventId::parse),
            Map.entry(InviteId.class, InviteId::parse),
            Map.entry(KeyId.class, KeyId::parse),
            Map.entry(OperationId.class, OperationId::parse),
            Map.entry(PartnerId.class, PartnerId::parse),
            Map.entry(RoomId.class, RoomId::parse),
            Map.entry(TemplateId.class, TemplateId::parse),
            Map.entry(TenantId.class, TenantId::parse),
            Map.entry(UserId.class, UserId::parse));

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        Function<String, ? extends TypedId> parser = PARSERS.get(type);
        String name = name(annotations);
        return parser == null || name == null ? null : new Named<>(type, parser, name);
    }

    private static @Nullable String name(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            switch (annotation) {
                case PathParam path -> {
                    return path.value();
                }
                case QueryParam query -> {
                    return query.value();
                }
                case HeaderParam header -> {
                    return header.value();
                }
                default -> {}
            }
        }
        return null;
    }

    private record Named<T>(Class<T> type, Function<String, ? extends TypedId> parser, String name)
            implements ParamConverter<T> {

        @Override
        public T fromString(String text) {
            try {
                return type.cast(parser.apply(text));
            } catch (RefusedException refused) {
                throw refused.at(name);
            }
        }

        @Override
        public String toString(T id) {
            return id.toString();
        }
    }
}
