/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.sdk;

import io.modelcontextprotocol.spec.McpSchema;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which completions a server of the SDK has. The SDK lists everything but them, so they are read from where it keeps them; a server
 * that keeps them elsewhere counts as one of whose completions nothing is known, and that is not covered.
 */
final class Completions {

    private static final List<String> FIELDS = List.of("completions", "asyncServer");

    private Completions() {}

    /**
     * Returns the references of the completions of a server, the very objects that it holds.
     *
     * @throws IllegalStateException if they cannot be read
     */
    static Collection<McpSchema.CompleteReference> of(Object server) {
        try {
            @Nullable Object table = server;
            while (table != null && !(table instanceof Map<?, ?>)) {
                table = next(table);
            }
            Collection<McpSchema.CompleteReference> references = new ArrayList<>();
            if (table instanceof Map<?, ?> map) {
                for (Object key : map.keySet()) {
                    references.add((McpSchema.CompleteReference) key);
                }
            }
            return references;
        } catch (ReflectiveOperationException | ClassCastException | SecurityException e) {
            throw new IllegalStateException("the completions of this version of the SDK cannot be listed", e);
        }
    }

    /** The table itself, or the server that holds it inside of another. */
    private static @Nullable Object next(Object server) throws ReflectiveOperationException {
        for (Class<?> type = server.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (FIELDS.contains(field.getName())) {
                    field.setAccessible(true);
                    return field.get(server);
                }
            }
        }
        throw new NoSuchFieldException("completions");
    }
}
