/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.detector.servlet;

import dev.agentgovernance.samples.detector.Redaction;
import dev.agentgovernance.secrets.StreamRedactor;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;

/**
 * Takes the secrets out of responses that are text: {@code text/*}, JSON, XML, and those without a type. Everything else passes
 * as it is. A response is held until it is complete, so that its length is right; one over the limit is refused.
 */
public final class RedactingFilter implements Filter {
    private static final int MAX_BYTES = 16 << 20;

    private final StreamRedactor redactor = StreamRedactor.of(Redaction.scanner());

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(response instanceof HttpServletResponse http)) {
            chain.doFilter(request, response);
            return;
        }
        HeldResponse held = new HeldResponse(http, MAX_BYTES);
        chain.doFilter(request, held);
        byte[] body = held.body();
        if (held.isOverLimit()) {
            http.reset();
            http.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "the response is too long to be looked at");
            return;
        }
        byte[] sent =
                isText(http.getContentType()) && http.getHeader("Content-Encoding") == null ? redacted(body) : body;
        if (sent.length > 0) {
            http.setContentLength(sent.length);
            http.getOutputStream().write(sent);
        }
    }

    private byte[] redacted(byte[] body) throws IOException {
        ByteArrayOutputStream safe = new ByteArrayOutputStream(body.length);
        redactor.redact(new ByteArrayInputStream(body), safe);
        return safe.toByteArray();
    }

    private static boolean isText(@org.jspecify.annotations.Nullable String type) {
        String small = Objects.requireNonNullElse(type, "text/").toLowerCase(Locale.ROOT);
        return small.startsWith("text/")
                || small.contains("json")
                || small.contains("xml")
                || small.contains("javascript");
    }
}
