/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.desk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns away requests that no page of this desk sent: those that name another host (a name of a stranger's that was made to
 * point here), come from another origin, or would show the desk inside another page. Pure functions.
 */
final class DeskGate {

    static final String COOKIE = "governance-desk";
    static final String TOKEN = "X-Desk-Token";

    private final Set<String> hosts;
    private final Set<String> origins;
    private final boolean https;

    /**
     * Makes a gate.
     *
     * @param hosts what a request may name as its host, with the port
     * @param https whether browsers see this desk over TLS
     */
    DeskGate(Set<String> hosts, boolean https) {
        this.hosts = Set.copyOf(hosts);
        this.origins = Set.copyOf(hosts.stream()
                .map(host -> (https ? "https://" : "http://") + host)
                .toList());
        this.https = https;
    }

    boolean isHttps() {
        return https;
    }

    /** Returns why a request is turned away, if it is. */
    Optional<String> refusal(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> host = headers.getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(host.get(0))) {
            return Optional.of("This desk answers to its own name alone.");
        }
        boolean isPage = !exchange.getRequestURI().getPath().startsWith("/api/");
        List<String> origin = headers.getOrDefault("Origin", List.of());
        boolean changes = !"GET".equals(exchange.getRequestMethod());
        if (changes ? origin.size() != 1 || !origins.contains(origin.get(0)) : !origins.containsAll(origin)) {
            return Optional.of("Another page sent this.");
        }
        // Browsers say where a request comes from; what says nothing is no browser, and has to know the secrets anyway.
        String site = first(headers, "Sec-Fetch-Site", "same-origin");
        String mode = first(headers, "Sec-Fetch-Mode", "cors");
        String destination = first(headers, "Sec-Fetch-Dest", "empty");
        boolean isVisit = isPage && mode.equals("navigate") && destination.equals("document");
        if (!site.equals("same-origin") && !(isVisit && !changes)) {
            return Optional.of("Another page sent this.");
        }
        return Set.of("iframe", "frame", "embed", "object", "fencedframe").contains(destination)
                ? Optional.of("The desk is not shown inside another page.")
                : Optional.empty();
    }

    private static String first(Headers headers, String name, String otherwise) {
        String value = headers.getFirst(name);
        return value == null ? otherwise : value;
    }

    /** Returns the value of the cookie; of several with its name, none counts. */
    static Optional<String> cookie(Headers headers) {
        List<String> found = headers.getOrDefault("Cookie", List.of()).stream()
                .flatMap(line -> List.of(line.split(";", -1)).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .map(pair -> pair.substring(COOKIE.length() + 1))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Returns the line that sets the cookie, or takes it back. */
    String setCookie(String value) {
        return COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Strict"
                + (value.isEmpty() ? "; Max-Age=0" : "; Max-Age=" + DeskSessions.SESSION.toSeconds())
                + (https ? "; Secure" : "");
    }

    /** Sets what every answer of the desk says to a browser. */
    void protect(Headers headers) {
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
                        + "require-trusted-types-for 'script'; trusted-types 'none'");
        headers.set("X-Frame-Options", "DENY");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), clipboard-read=()");
        headers.set("Cache-Control", "no-store");
    }
}
