package io.scaiwave.tenancy.context;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call an endpoint: a principal with any of the permissions. An endpoint that says neither this, nor
 * {@link ForServices}, nor {@link ForEveryone}, nor {@link Open} answers nobody.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Permitted {
    Permission[] value();
}
