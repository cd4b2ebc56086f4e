/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.mcp.proxy.HttpProxy;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a server that is at an address. */
final class McpAddressOptions {

    @Option(names = "--url", paramLabel = "URL", description = "The server, at an address instead of a program.")
    private @Nullable String url;

    @Option(
            names = "--field",
            paramLabel = "NAME=VARIABLE",
            description = "A field for the server with the value of a variable of the environment; may be repeated.")
    private List<String> fields = new ArrayList<>();

    @Mixin
    private UpstreamTls tls = new UpstreamTls();

    boolean isUsed() {
        return url != null;
    }

    URI uri() {
        return URI.create(String.valueOf(url));
    }

    /** Returns what the lock knows the server by, as the words of a program are for others. */
    List<String> words() {
        return List.of("url", String.valueOf(url));
    }

    Map<String, String> fields(Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            String value = equals < 0 ? null : environment.get(field.substring(equals + 1));
            if (value == null) {
                throw new InputException("--field is NAME=VARIABLE, and the environment has the variable.");
            }
            values.put(field.substring(0, equals), value);
        }
        return values;
    }

    /** Returns whom a server has to be trusted by and what is shown to it; null where nothing is said. */
    @Nullable SSLContext tls(Map<String, String> environment) throws IOException {
        return tls.context(environment);
    }

    List<Map<String, Object>> definitions(Map<String, String> environment) throws IOException {
        try {
            SSLContext context = tls(environment);
            return context == null
                    ? HttpProxy.definitions(uri(), fields(environment))
                    : HttpProxy.definitions(uri(), fields(environment), context);
        } catch (IllegalArgumentException e) {
            throw new InputException("The server cannot be asked so: " + e.getMessage());
        }
    }
}
