package io.scaiwave.tenancy.web;

import jakarta.ws.rs.HttpMethod;
import java.util.ArrayList;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestPath;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.mapping.URITemplate;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/**
 * Which methods an address takes, over all resource classes. The framework itself looks at one class at a time: it
 * names no methods in a 405, and answers 404 where another class has the address.
 */
final class TakenMethods {

    private final Map<String, RequestMapper<Boolean>> byMethod;

    private TakenMethods(Map<String, RequestMapper<Boolean>> byMethod) {
        this.byMethod = byMethod;
    }

    static TakenMethods of(Deployment deployment) {
        Map<String, ArrayList<RequestPath<Boolean>>> paths = new TreeMap<>();
        RuntimeResourceVisitor.visitRuntimeResources("", deployment.getClassMappers(), new RuntimeResourceVisitor() {
            @Override
            public void visitRuntimeResource(String method, String path, RuntimeResource resource) {
                // A locator of other resources has no method.
                if (method != null) {
                    paths.computeIfAbsent(method, name -> new ArrayList<>())
                            .add(new RequestPath<>(false, new URITemplate(path, false), true));
                }
            }
        });
        Map<String, RequestMapper<Boolean>> byMethod = new TreeMap<>();
        paths.forEach((method, templates) -> byMethod.put(method, new RequestMapper<>(templates)));
        return new TakenMethods(byMethod);
    }

    /** In alphabetical order; empty where there is nothing at all. */
    SequencedSet<String> at(String path) {
        TreeSet<String> methods = new TreeSet<>();
        byMethod.forEach((method, mapper) -> {
            if (mapper.map(path) != null) {
                methods.add(method);
            }
        });
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }
}
