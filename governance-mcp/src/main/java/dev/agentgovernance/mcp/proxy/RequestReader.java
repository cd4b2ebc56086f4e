/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.mcp.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads requests of HTTP/1.1 to the letter: what two readers could take for different requests is refused, not repaired.
 */
final class RequestReader {

    private static final int MAX_LINE = 16_384;
    private static final int MAX_HEAD = 65_536;
    private static final int MAX_FIELDS = 100;

    /** Fields that mean something here; none of them can be said twice. */
    private static final Set<String> ONCE = Set.of(
            "host",
            "content-length",
            "content-type",
            "transfer-encoding",
            "authorization",
            "origin",
            "expect",
            "last-event-id",
            "mcp-session-id",
            "mcp-protocol-version",
            "mcp-method",
            "mcp-name");

    private final SocketInput in;
    private final OutputStream out;
    private final int maxBody;
    private int headBytes;

    RequestReader(SocketInput in, OutputStream out, int maxBody) {
        this.in = in;
        this.out = out;
        this.maxBody = maxBody;
    }

    /**
     * Returns the next request.
     *
     * @throws HttpProblem if it is none, or over a bound
     */
    Request read() throws IOException {
        headBytes = 0;
        String[] words = line().split(" ", -1);
        if (words.length != 3 || !isToken(words[0]) || words[1].isEmpty()) {
            throw new HttpProblem(400, "The first line is none.");
        }
        if (!words[2].equals("HTTP/1.1")) {
            throw new HttpProblem(505, "Only HTTP/1.1 is spoken here.");
        }
        Map<String, List<String>> headers = fields();
        boolean keepsAlive = headers.getOrDefault("connection", List.of()).stream()
                .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
        return new Request(words[0], path(words[1]), headers, body(headers), keepsAlive);
    }

    private static String path(String target) throws HttpProblem {
        if (target.charAt(0) != '/') {
            throw new HttpProblem(400, "The target is no path.");
        }
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private Map<String, List<String>> fields() throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        int count = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || !isToken(line.substring(0, colon)) || ++count > MAX_FIELDS) {
                throw new HttpProblem(count > MAX_FIELDS ? 431 : 400, "A field is none, or there are too many.");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            List<String> values = headers.computeIfAbsent(name, key -> new ArrayList<>(1));
            values.add(trimmed(line.substring(colon + 1)));
            if (values.size() > 1 && (ONCE.contains(name) || name.startsWith("mcp-param-"))) {
                throw new HttpProblem(400, "A field stands there twice.");
            }
        }
        return headers;
    }

    private static String trimmed(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && (value.charAt(start) == ' ' || value.charAt(start) == '\t')) {
            start++;
        }
        while (end > start && (value.charAt(end - 1) == ' ' || value.charAt(end - 1) == '\t')) {
            end--;
        }
        return value.substring(start, end);
    }

    /** Returns a line without its end. A line ends with both of its characters, and holds no other control than a tab. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException();
            }
            if (++headBytes > MAX_HEAD || line.length() > MAX_LINE) {
                throw new HttpProblem(431, "The head of the request is too long.");
            }
            if (c == '\r') {
                if (in.read() != '\n') {
                    throw new HttpProblem(400, "A line has half an end.");
                }
                return line.toString();
            }
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw new HttpProblem(400, "A control character stands in the head.");
            }
            line.append((char) c);
        }
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        List<String> encoding = headers.get("transfer-encoding");
        List<String> length = headers.get("content-length");
        if (encoding != null && length != null) {
            throw new HttpProblem(400, "The length of the body is said twice.");
        }
        if (encoding == null && length == null) {
            return new byte[0];
        }
        if (encoding != null && !encoding.get(0).equalsIgnoreCase("chunked")) {
            throw new HttpProblem(501, "The encoding of the body is not known.");
        }
        int bytes = length == null ? -1 : number(length.get(0), 10);
        if (bytes > maxBody) {
            throw new HttpProblem(413, "The body is too long.");
        }
        if ("100-continue"
                .equalsIgnoreCase(headers.getOrDefault("expect", List.of("")).get(0))) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        return bytes < 0 ? chunks() : exactly(bytes);
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = new byte[count];
        int at = 0;
        while (at < count) {
            int more = in.read(bytes, at, count - at);
            if (more < 0) {
                throw new EOFException();
            }
            at += more;
        }
        return bytes;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            headBytes = 0;
            String line = line();
            int end = line.indexOf(';');
            int size = number(end < 0 ? line : trimmed(line.substring(0, end)), 16);
            if (size > maxBody - body.size()) {
                throw new HttpProblem(413, "The body is too long.");
            }
            if (size == 0) {
                // Fields behind the body say nothing that is read here.
                headBytes = 0;
                String field = line();
                while (!field.isEmpty()) {
                    field = line();
                }
                return body.toByteArray();
            }
            body.write(exactly(size));
            if (!line().isEmpty()) {
                throw new HttpProblem(400, "A part of the body is longer than it says.");
            }
        }
    }

    private static int number(String digits, int radix) throws HttpProblem {
        boolean plain = !digits.isEmpty()
                && digits.length() <= 18
                && digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
        if (!plain) {
            throw new HttpProblem(400, "A length is none.");
        }
        long number = digits.length() > 15 ? Long.MAX_VALUE : Long.parseLong(digits, radix);
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }
}
