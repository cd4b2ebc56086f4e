/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.mcp.internal.text.Words;
import dev.agentgovernance.mcp.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server may ask of a client: a list of roots, a sampling of its model, an answer of its user; as a request of its own in
 * the older revisions, as part of a result in the current one.
 */
final class ServerRequests {

    private static final Set<String> SECRET_WORDS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "credential",
            "credentials",
            "cvv",
            "cvc",
            "pin",
            "otp",
            "ssn",
            "mnemonic");
    private static final int MAX_TOKENS = 8_192;

    private final McpGovernance governance;
    private final McpSettings.ServerWord server;

    ServerRequests(McpGovernance governance, McpSettings.ServerWord server) {
        this.governance = governance;
        this.server = server;
    }

    /** Returns why a request does not reach the client; empty where it may. */
    Optional<String> whyNot(String method, Map<String, @Nullable Object> params) {
        String kind = switch (method) {
            case "roots/list" -> "roots";
            case "sampling/createMessage" -> "sampling";
            case "elicitation/create" -> "elicitation";
            default -> "";
        };
        if (kind.isEmpty() || !server.requests().contains(kind)) {
            return Optional.of("This server may not ask for that.");
        }
        return switch (kind) {
            case "elicitation" -> elicitation(params);
            case "sampling" -> sampling(params);
            default -> Optional.empty();
        };
    }

    private Optional<String> sampling(Map<String, @Nullable Object> params) {
        if (params.get("tools") != null && !server.trusted()) {
            return Optional.of("A server that is not trusted gives the model no tools.");
        }
        if (params.get("maxTokens") instanceof Number most && most.longValue() > MAX_TOKENS) {
            return Optional.of("It asks for too long an answer.");
        }
        Object context = params.get("includeContext");
        return context == null || context.equals("none") || server.trusted()
                ? Optional.empty()
                : Optional.of("It asks for the context of others.");
    }

    private static Optional<String> elicitation(Map<String, @Nullable Object> params) {
        if ("url".equals(params.get("mode")) || params.containsKey("url")) {
            return params.get("url") instanceof String url && isHarmless(url)
                    ? Optional.empty()
                    : Optional.of("It leads to an address that can be mistaken for another.");
        }
        Map<String, @Nullable Object> schema = Json.object(params.get("requestedSchema"));
        Map<String, @Nullable Object> fields = schema == null ? null : Json.object(schema.get("properties"));
        if (fields == null) {
            return Optional.empty();
        }
        for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
            Map<String, @Nullable Object> said = Json.object(field.getValue());
            String title = said != null && said.get("title") instanceof String text ? text : "";
            boolean secret = said != null && "password".equals(said.get("format"));
            if (secret || asksForSecret(field.getKey()) || asksForSecret(title)) {
                return Optional.of("A form must not ask for a secret.");
            }
        }
        return Optional.empty();
    }

    private static boolean asksForSecret(String name) {
        List<String> words = Words.of(name);
        return words.stream().anyMatch(SECRET_WORDS::contains)
                || (words.contains("key")
                        && (words.contains("api") || words.contains("private") || words.contains("access")))
                || (words.contains("apikey") || words.contains("privatekey"));
    }

    private static boolean isHarmless(String url) {
        try {
            URI uri = new URI(url);
            String host = uri.getHost();
            return "https".equals(uri.getScheme())
                    && uri.getRawUserInfo() == null
                    && host != null
                    && !host.toLowerCase(Locale.ROOT).contains("xn--")
                    && host.chars().allMatch(c -> c < 0x80);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Returns what the client answers, as the server may see it; nothing where it must not go on. */
    Optional<Map<String, @Nullable Object>> answer(String method, Map<String, @Nullable Object> result) {
        if (method.equals("elicitation/create")) {
            return holdsSecret(result.get("content")) ? Optional.empty() : Optional.of(result);
        }
        if (method.equals("sampling/createMessage")) {
            return Optional.ofNullable(
                    Json.object(governance.filter.tree(result).tree()));
        }
        return Optional.of(result);
    }

    private boolean holdsSecret(@Nullable Object tree) {
        List<String> texts = new ArrayList<>();
        Texts.collect(tree, texts);
        return texts.stream()
                .flatMap(text -> governance.detector.scan(text).stream())
                .anyMatch(finding -> finding.confidence() != Confidence.PLACEHOLDER
                        && finding.kind().category() == SecretKind.Category.SECRET);
    }

    /** Returns the answer to a server whose request was refused: of the form that its kind has. */
    static Map<String, @Nullable Object> refusal(Object id, String method, String why) {
        if (method.equals("elicitation/create")) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            result.put("action", "decline");
            return Message.success(id, result);
        }
        return Message.failure(
                id, method.equals("sampling/createMessage") ? -1 : RpcException.METHOD_NOT_FOUND, "Refused: " + why);
    }
}
