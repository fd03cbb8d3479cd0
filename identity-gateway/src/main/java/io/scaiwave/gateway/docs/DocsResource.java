package io.scaiwave.gateway.docs;

import io.scaiwave.tenancy.context.Open;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The API's description and a page to browse and try it. Needs no token and shows nothing of anybody. */
@Path("/")
@Open
public class DocsResource {

    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    /** The only files there are, by their media type. */
    private static final Map<String, String> FILES = Map.of(
            "index.html", "text/html;charset=UTF-8",
            "start.js", "text/javascript;charset=UTF-8",
            "swagger-ui.css", "text/css;charset=UTF-8",
            "swagger-ui-bundle.js", "text/javascript;charset=UTF-8");

    private final ServiceDescriptions descriptions;

    public DocsResource(ServiceDescriptions descriptions) {
        this.descriptions = descriptions;
    }

    @GET
    @Path("openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Uni<String> openapi() {
        return descriptions.merged().map(JsonObject::encode);
    }

    @GET
    @Path("docs")
    @Blocking
    @Operation(hidden = true)
    public Response page() {
        return file("index.html");
    }

    @GET
    @Path("docs/{name}")
    @Blocking
    @Operation(hidden = true)
    public Response file(@PathParam("name") String name) {
        String type = FILES.get(name);
        if (type == null) {
            throw ErrorCode.SW_NOT_FOUND.because("There is nothing at this address.");
        }
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream("docs/" + name)) {
            if (file == null) {
                throw ErrorCode.SW_NOT_FOUND.because("There is nothing at this address.");
            }
            return Response.ok(file.readAllBytes(), type)
                    .header("Content-Security-Policy", POLICY)
                    .header("Cache-Control", "public, max-age=3600")
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException("A page of the documentation cannot be read", e);
        }
    }
}
