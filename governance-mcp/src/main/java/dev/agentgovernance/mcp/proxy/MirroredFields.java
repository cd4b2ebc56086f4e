/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.mcp.json.Json;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request of the revision without sessions that say what its body says: who looks at the one must not be told
 * something else than who looks at the other. What goes on is derived anew from the body that goes on.
 *
 * <p>Knows of each tool which of its arguments are mirrored, from the definitions that have come by. Safe for use by several
 * threads.
 */
final class MirroredFields {

    static final String VERSION = "mcp-protocol-version";
    private static final String METHOD = "mcp-method";
    private static final String NAME = "mcp-name";
    private static final String PARAM = "mcp-param-";
    private static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String BASE64 = "=?base64?";
    private static final Set<String> NAMED = Set.of("tools/call", "resources/read", "prompts/get");
    private static final int MAX_TOOLS = 10_000;

    /** Of each tool the names of its mirrored arguments in lower case, and the ways to their values. */
    private final Map<String, Map<String, List<String>>> tools = new ConcurrentHashMap<>();

    /** Returns the revision that a message names for itself; empty where it names none. */
    static String revision(Map<String, @Nullable Object> message) {
        Map<String, @Nullable Object> params = Json.object(message.get("params"));
        Map<String, @Nullable Object> meta = params == null ? null : Json.object(params.get("_meta"));
        return meta != null && meta.get(META_VERSION) instanceof String revision ? revision : "";
    }

    /** Remembers which arguments of tools are mirrored. */
    void learn(@Nullable Object result) {
        Map<String, @Nullable Object> map = Json.object(result);
        if (map == null || !(map.get("tools") instanceof List<?> list)) {
            return;
        }
        for (Object element : list) {
            Map<String, @Nullable Object> tool = Json.object(element);
            if (tool != null
                    && tool.get("name") instanceof String name
                    && (tools.size() < MAX_TOOLS || tools.containsKey(name))) {
                Map<String, List<String>> ways = new TreeMap<>();
                collect(tool.get("inputSchema"), List.of(), ways);
                tools.put(name, ways);
            }
        }
    }

    private static void collect(@Nullable Object schema, List<String> way, Map<String, List<String>> ways) {
        Map<String, @Nullable Object> map = Json.object(schema);
        if (map == null || way.size() > 20) {
            return;
        }
        if (map.get("x-mcp-header") instanceof String name && isToken(name)) {
            ways.put(name.toLowerCase(Locale.ROOT), way);
        }
        Map<String, @Nullable Object> properties = Json.object(map.get("properties"));
        if (properties != null) {
            properties.forEach((key, value) -> {
                List<String> longer = new ArrayList<>(way);
                longer.add(key);
                collect(value, List.copyOf(longer), ways);
            });
        }
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    /** Returns in what a request and its fields differ; empty where they agree. */
    Optional<String> mismatch(Request request, Map<String, @Nullable Object> message) {
        Map<String, String> derived = derive(message);
        for (String name : List.of(VERSION, METHOD, NAME)) {
            String said = request.header(name);
            String meant = derived.get(name);
            boolean agrees = meant == null
                    ? name.equals(NAME) || said == null
                    : said != null && equal(name, said, meant, message.get("method"));
            if (!agrees) {
                return Optional.of(said == null ? "the field " + name + " is missing" : differs(name));
            }
        }
        for (Map.Entry<String, String> entry : derived.entrySet()) {
            if (entry.getKey().startsWith(PARAM)) {
                String said = request.header(entry.getKey());
                if (said == null || !equal(entry.getKey(), said, entry.getValue(), null)) {
                    return Optional.of(
                            said == null ? "the field " + entry.getKey() + " is missing" : differs(entry.getKey()));
                }
            }
        }
        return undeclared(request, message, derived);
    }

    /** A field for an argument that is not there says something that the body does not. */
    private Optional<String> undeclared(
            Request request, Map<String, @Nullable Object> message, Map<String, String> derived) {
        Map<String, List<String>> ways = ways(message);
        return request.headers().keySet().stream()
                .filter(name -> name.startsWith(PARAM)
                        && ways.containsKey(name.substring(PARAM.length()))
                        && !derived.containsKey(name))
                .findFirst()
                .map(MirroredFields::differs);
    }

    private static String differs(String name) {
        return "the field " + name + " does not say what the body says";
    }

    private static boolean equal(String name, String said, String meant, @Nullable Object method) {
        if (name.equals(VERSION) || name.equals(METHOD)) {
            return said.equals(meant);
        }
        Optional<String> one = decoded(said);
        Optional<String> other = decoded(meant);
        return one.isPresent()
                && other.isPresent()
                && (one.get().equals(other.get()) || (method == null && equalNumbers(one.get(), other.get())));
    }

    private static boolean equalNumbers(String one, String other) {
        try {
            return one.length() < 40
                    && other.length() < 40
                    && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Returns the fields that go with a message: none for one of an older revision. */
    Map<String, String> derive(Map<String, @Nullable Object> message) {
        Map<String, String> fields = new LinkedHashMap<>();
        String revision = revision(message);
        if (revision.isEmpty() || !(message.get("method") instanceof String method)) {
            return fields;
        }
        fields.put(VERSION, revision);
        fields.put(METHOD, method);
        Map<String, @Nullable Object> params = Json.object(message.get("params"));
        if (params != null && NAMED.contains(method)) {
            Object name = params.get(method.equals("resources/read") ? "uri" : "name");
            if (name instanceof String text) {
                fields.put(NAME, encoded(text));
            }
        }
        ways(message).forEach((name, way) -> {
            Object value = params == null ? null : params.get("arguments");
            for (String step : way) {
                Map<String, @Nullable Object> map = Json.object(value);
                value = map == null ? null : map.get(step);
            }
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                fields.put(PARAM + name, encoded(String.valueOf(value)));
            }
        });
        return fields;
    }

    private Map<String, List<String>> ways(Map<String, @Nullable Object> message) {
        Map<String, @Nullable Object> params = Json.object(message.get("params"));
        return params != null && "tools/call".equals(message.get("method"))
                ? tools.getOrDefault(String.valueOf(params.get("name")), Map.of())
                : Map.of();
    }

    private static String encoded(String text) {
        boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                && text.strip().equals(text)
                && !text.isEmpty()
                && !(text.startsWith(BASE64) && text.endsWith("?="));
        return plain ? text : BASE64 + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private static Optional<String> decoded(String field) {
        if (!field.startsWith(BASE64) || !field.endsWith("?=") || field.length() < BASE64.length() + 2) {
            return field.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\t')
                    ? Optional.of(field)
                    : Optional.empty();
        }
        try {
            String text = field.substring(BASE64.length(), field.length() - 2);
            byte[] bytes = Base64.getDecoder().decode(text);
            if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
                // Without its padding, or with bits that say nothing: another reader may take it for something else.
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
