/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.detector.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real server with the filter in front of a servlet. */
class RedactingFilterTest {
    private static final String KEY = "AKIA" + "Z7QF3XW2" + "LMPD5RT6";
    private static final Server SERVER = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    /** Answers what a path asks for. */
    private static final class Answers extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            switch (request.getPathInfo()) {
                case "/writer" -> {
                    response.setContentType("text/plain");
                    response.setCharacterEncoding("UTF-8");
                    response.getWriter().write("é id " + KEY + "\n");
                    response.flushBuffer();
                }
                case "/json" -> {
                    byte[] body = ("{\"id\":\"" + KEY + "\"}").getBytes(StandardCharsets.UTF_8);
                    response.setContentType("application/json");
                    response.setContentLength(body.length);
                    response.getOutputStream().write(body);
                }
                case "/binary" -> {
                    response.setContentType("application/octet-stream");
                    response.getOutputStream().write(KEY.getBytes(StandardCharsets.UTF_8));
                }
                case "/error" -> response.sendError(404, "no " + KEY);
                case "/long" -> {
                    response.setContentType("text/plain");
                    for (int i = 0; i < 17; i++) {
                        response.getOutputStream().write(new byte[1 << 20]);
                    }
                }
                default -> response.setStatus(204);
            }
        }
    }

    @BeforeAll
    static void start() throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        context.addFilter(RedactingFilter.class, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        context.addServlet(new ServletHolder(new Answers()), "/*");
        SERVER.setHandler(context);
        SERVER.start();
    }

    @AfterAll
    static void stop() throws Exception {
        SERVER.stop();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        int port = ((ServerConnector) SERVER.getConnectors()[0]).getLocalPort();
        URI uri = URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Test
    void textIsRedactedAndItsLengthIsRight() throws Exception {
        for (String path : new String[] {"/writer", "/json"}) {
            HttpResponse<String> response = get(path);
            assertThat(response.body()).contains("[REDACTED:aws-access-key-id:").doesNotContain(KEY);
            assertThat(response.headers().firstValueAsLong("Content-Length"))
                    .hasValue(response.body().getBytes(StandardCharsets.UTF_8).length);
        }
        assertThat(get("/writer").body()).startsWith("é id [");
        assertThat(get("/json").body()).startsWith("{\"id\":\"[REDACTED:").endsWith("]\"}");
    }

    @Test
    void whatIsNoTextPassesAsItIs() throws Exception {
        assertThat(get("/binary").body()).isEqualTo(KEY);
        assertThat(get("/nothing").statusCode()).isEqualTo(204);
    }

    @Test
    void anErrorPageIsRedactedToo() throws Exception {
        assertThat(get("/error").statusCode()).isEqualTo(404);
        assertThat(get("/error").body()).doesNotContain(KEY);
    }

    @Test
    void whatIsTooLongIsRefused() throws Exception {
        assertThat(get("/long").statusCode()).isEqualTo(500);
        assertThat(get("/long").body()).hasSizeLessThan(5_000);
    }
}
