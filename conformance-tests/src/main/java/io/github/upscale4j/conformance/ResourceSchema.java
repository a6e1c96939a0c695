package io.github.upscale4j.conformance;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A JSON Schema of a file that the suite reads or writes, from the class path. */
final class ResourceSchema {
    private final Schema schema;

    private ResourceSchema(Schema schema) {
        this.schema = schema;
    }

    static ResourceSchema of(String name) {
        try (InputStream in = ResourceSchema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("expected the resource " + name + ", found nothing");
            }
            SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .build()));
            return new ResourceSchema(registry.getSchema(Json.MAPPER.readTree(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Violation> violations(JsonNode value) {
        return schema.validate(value).stream()
                .map(error -> Schemas.violation(error, value))
                .toList();
    }
}
