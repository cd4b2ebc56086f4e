/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call, by what the browser or the client says of itself.
 *
 * @param names the names by which clients call
 * @param origins the origins whose pages may call, besides those of this machine
 */
record Callers(Set<String> names, Set<String> origins) {

    Callers {
        names = Set.copyOf(names);
        origins = Set.copyOf(origins);
    }

    /** Tells whether a request came by a name of ours and, where it came from a page, from one that is known. */
    boolean areKnown(Request request) {
        return names.contains(lower(request.header("host"))) && isOrigin(request.header("origin"));
    }

    /** Returns a hash of what a client shows of itself: whoever shows the same is the same. */
    static String identity(Request request) {
        try {
            String shown = String.valueOf(request.header("authorization"));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(shown.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private boolean isOrigin(@Nullable String origin) {
        if (origin == null || origins.contains(lower(origin))) {
            return true;
        }
        try {
            URI uri = new URI(origin);
            String host = String.valueOf(uri.getHost());
            return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && Set.of("localhost", "127.0.0.1", "[::1]").contains(host)
                    && (uri.getRawPath() == null || uri.getRawPath().isEmpty());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
