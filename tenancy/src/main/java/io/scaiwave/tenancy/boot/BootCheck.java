package io.scaiwave.tenancy.boot;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What else must hold before a service may start; a bean of this type is asked with the others. */
public interface BootCheck {

    /** What is wrong, each as the subject of "refusing to start"; empty when nothing is. */
    Uni<List<String>> findings();
}
