/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import dev.agentgovernance.mcp.json.Json;
import dev.agentgovernance.mcp.json.JsonException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way to the tools of a program, on its pipes. */
final class StdioListing implements ToolListing.Way {

    private final LineSource lines;
    private final OutputStream out;

    StdioListing(Process server, int maxLine) {
        this.lines = new LineSource(server.getInputStream(), maxLine);
        this.out = server.getOutputStream();
    }

    @Override
    public Map<String, @Nullable Object> call(long id, String method, Map<String, ? extends @Nullable Object> params)
            throws IOException {
        tell(ToolListing.request(id, method, params));
        for (String line = lines.next(); line != null; line = lines.next()) {
            Map<String, @Nullable Object> answer = read(line);
            if (answer == null) {
                continue;
            }
            if (Rpc.isRequest(answer)) {
                tell(ToolListing.refusal(answer.get("id")));
            } else if (Long.valueOf(id).equals(answer.get("id"))) {
                return ToolListing.result(method, answer);
            }
        }
        throw new IOException("the server ended");
    }

    private static @Nullable Map<String, @Nullable Object> read(String line) {
        try {
            return Json.object(Json.read(line));
        } catch (JsonException e) {
            return null;
        }
    }

    @Override
    public void tell(Map<String, @Nullable Object> message) throws IOException {
        out.write((Json.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
