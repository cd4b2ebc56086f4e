/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a stream of events as they come, each within a bound. Not for use by several threads. */
final class EventReader {

    private final LineSource lines;
    private final int maxChars;

    EventReader(InputStream in, int maxBytes) {
        this.lines = new LineSource(in, maxBytes);
        this.maxChars = maxBytes;
    }

    /**
     * Returns the next event that says anything, or null at the end of the stream; what has no end is none.
     *
     * @throws HttpProblem if it is over the bound, or no text
     */
    @Nullable Event next() throws IOException {
        String name = Event.MESSAGE;
        String id = "";
        long retry = -1;
        StringBuilder data = new StringBuilder();
        boolean any = false;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isEmpty()) {
                if (any) {
                    return new Event(name, id, retry, data.toString());
                }
                continue;
            }
            if (line.equals(LineSource.UNREADABLE) || data.length() + line.length() > maxChars) {
                throw new HttpProblem(502, "An event of the server is over the limit, or no text.");
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "data" -> {
                    data.append(data.length() == 0 ? "" : "\n").append(value);
                    any = true;
                }
                case "id" -> {
                    id = Event.isId(value) ? value : "";
                    any |= !id.isEmpty();
                }
                case "retry" -> {
                    boolean number = !value.isEmpty()
                            && value.length() <= 9
                            && value.chars().allMatch(c -> c >= '0' && c <= '9');
                    retry = number ? Long.parseLong(value) : -1;
                    any |= number;
                }
                case "event" -> name = value.isEmpty() ? Event.MESSAGE : value;
                default -> {
                    // A comment, or nothing that is known.
                }
            }
        }
        return null;
    }
}
