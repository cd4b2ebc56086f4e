/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out the requests that programs for HTTP would send. */
final class HttpPrograms {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final Set<String> PLAIN_HTTPIE =
            Set.of("-v", "-h", "-b", "-F", "--headers", "--body", "--verbose", "--follow", "--check-status");

    /** Options of wget that change nothing of what is asked for. */
    private static final Set<String> PLAIN_WGET = Set.of(
            "-q",
            "-v",
            "-S",
            "-O",
            "-t",
            "-T",
            "-nv",
            "--quiet",
            "--no-verbose",
            "--server-response",
            "--spider",
            "--output-document",
            "--header",
            "--tries",
            "--timeout",
            "--show-progress",
            "--inet4-only");

    private HttpPrograms() {}

    /** Hands a request on. An address that is only partly known is judged by what is known of it. */
    static void send(
            String method, Word url, Map<String, List<String>> headers, @Nullable String body, EffectSink sink) {
        send(method, url, headers, body, false, sink);
    }

    /**
     * Hands a request on.
     *
     * @param plain whether all that it carries is in the other words
     */
    static void send(
            String method,
            Word url,
            Map<String, List<String>> headers,
            @Nullable String body,
            boolean plain,
            EffectSink sink) {
        // A pattern in an address is matched against files, and none has such a name. What names the user or the
        // machine is
        // sent.
        boolean pattern = url.form() == Word.Form.GLOB
                && (url.text().contains("://") || namesPort(url.text()))
                && !url.text().contains(Word.BRANCH)
                && !url.text().contains(Word.IDENTITY);
        if (!url.isLiteral() && !pattern) {
            sink.gap(Coverage.PARTIAL, "an address that is not known before it runs", url.span());
        }
        String text = url.text();
        String address = text.contains("://") || text.isEmpty() ? text : "http://" + text;
        if (text.isEmpty()) {
            boolean fetch = method.equals("GET") || method.equals("HEAD");
            sink.effect(Effect.of(fetch ? EffectKind.NET_FETCH : EffectKind.NET_SEND, "", url.span()));
            return;
        }
        HttpAction request = new HttpAction(method, address, headers, body);
        if (plain && url.isLiteral() && KnownPlaces.isLookup(request)) {
            sink.effect(Effect.of(EffectKind.NET_FETCH_KNOWN, place(address), url.span()));
        } else {
            sink.run(request, url.span());
        }
    }

    /** Tells whether a text begins with a host and the number of a port: {@code localhost:9200/_search?q=x}. */
    private static boolean namesPort(String text) {
        int slash = text.indexOf('/');
        int colon = text.indexOf(':');
        return colon > 0
                && slash > colon + 1
                && text.substring(colon + 1, slash).chars().allMatch(c -> c >= '0' && c <= '9')
                && text.substring(0, colon).chars().noneMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    private static String place(String address) {
        int start = address.indexOf("://") + 3;
        int end = start;
        while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return address.substring(start, end);
    }

    /** Tells whether no option of a request can hold more than is written out, and none sends it elsewhere. */
    static boolean isPlain(Invocation invocation, Set<String> harmless, String... headers) {
        return harmless.containsAll(invocation.options().keySet())
                && invocation.valuesOf(headers).stream().allMatch(Word::isLiteral);
    }

    static Map<String, List<String>> headers(List<Word> words) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Word word : words) {
            int colon = word.text().indexOf(':');
            if (colon > 0) {
                headers.put(
                        word.text().substring(0, colon).strip(),
                        List.of(word.text().substring(colon + 1).strip()));
            }
        }
        return headers;
    }

    /** Returns the name under which a download is saved. */
    static Word lastSegment(Word url) {
        if (!url.isLiteral()) {
            return Word.dynamic("", url.span());
        }
        String path = url.text();
        int end = path.indexOf('?');
        path = end < 0 ? path : path.substring(0, end);
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Word.literal(name.isEmpty() ? "index.html" : name, url.span());
    }

    static void wget(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> said = invocation.values("--method");
        boolean post = invocation.hasAny("--post-data", "--post-file", "--body-data", "--body-file");
        String method = said.isEmpty() ? post ? "POST" : "GET" : said.get(0).text();
        List<Word> data = invocation.valuesOf("--post-data", "--body-data");
        String body = data.size() == 1 && data.get(0).isLiteral() ? data.get(0).text() : null;
        boolean named = invocation.hasAny("-O", "--output-document", "--spider");
        boolean plain = !post && isPlain(invocation, PLAIN_WGET, "--header");
        for (Word url : invocation.words()) {
            send(method, url, headers(invocation.values("--header")), body, plain, sink);
            if (!named) {
                sink.write(
                        invocation.hasAny("-r", "-m", "--mirror", "--recursive", "-P", "--directory-prefix")
                                ? Word.literal(".", url.span())
                                : lastSegment(url));
            }
        }
    }

    static void httpie(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> words = invocation.words();
        boolean offline = invocation.has("--offline")
                && !invocation.has("--no-offline")
                && !invocation.command().program().equals("curlie");
        if (words.isEmpty() || offline) {
            return;
        }
        int at = 0;
        String method = "";
        String first = words.get(0).text().toUpperCase(Locale.ROOT);
        if (words.size() > 1 && METHODS.contains(first)) {
            method = first;
            at = 1;
        }
        boolean data =
                invocation.command().input().source() != Command.Input.Source.INHERITED || invocation.has("--raw");
        for (Word item : words.subList(at + 1, words.size())) {
            String text = item.text();
            int file = text.indexOf('@');
            if (file > 0 && (text.charAt(file - 1) == ':' || text.charAt(file - 1) == '=')) {
                sink.read(Hooks.rest(item, file + 1));
                sink.effect(Effect.of(EffectKind.NET_SEND, "", item.span()));
            }
            data |= (text.contains("=") && !text.contains("==")) || text.contains("@");
        }
        String actual = method.isEmpty() ? data ? "POST" : "GET" : method;
        boolean plain = !data && words.size() == at + 1 && isPlain(invocation, PLAIN_HTTPIE);
        Word url = words.get(at);
        if (url.isLiteral() && url.text().startsWith(":")) {
            // A short form for a service of this machine.
            String rest = url.text().startsWith(":/") ? url.text().substring(1) : url.text();
            url = Word.literal("localhost" + rest, url.span());
        }
        send(actual, url, Map.of(), null, plain, sink);
    }

    /** {@code gh api} and {@code glab api}: a path below the forge's own address. */
    static void forgeApi(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> words = invocation.words();
        if (words.isEmpty()) {
            return;
        }
        boolean gitlab = invocation.command().program().equals("glab");
        Word path = words.get(0);
        List<Word> said = invocation.valuesOf("-X", "--method");
        boolean fields = invocation.hasAny("-f", "-F", "--field", "--raw-field", "--input");
        String method = said.isEmpty() ? fields ? "POST" : "GET" : said.get(0).text();
        if (!said.isEmpty() && !said.get(0).isLiteral()) {
            sink.gap(
                    Coverage.PARTIAL,
                    "a method that is not known before it runs",
                    said.get(0).span());
            method = "POST";
        }
        boolean graphql = path.is("graphql");
        List<Word> hosts = invocation.values("--hostname");
        String host = hosts.isEmpty()
                ? gitlab ? "gitlab.com" : "github.com"
                : hosts.get(0).text();
        String base = gitlab
                ? "https://" + host + (graphql ? "/api/" : "/api/v4/")
                : host.equals("github.com")
                        ? "https://api.github.com/"
                        : "https://" + host + (graphql ? "/api/" : "/api/v3/");
        String text = path.text();
        while (text.startsWith("/")) {
            text = text.substring(1);
        }
        String address = text.contains("://") ? text : base + text;
        Word url = new Word(path.form(), address, path.choices(), path.span());
        send(graphql && said.isEmpty() ? "POST" : method, url, Map.of(), body(invocation, graphql, sink), sink);
    }

    private static @Nullable String body(Invocation invocation, boolean graphql, EffectSink sink) {
        StringBuilder body = new StringBuilder();
        boolean known = !invocation.has("--input");
        boolean document = graphql
                && invocation.valuesOf("-f", "-F", "--field", "--raw-field").stream()
                        .anyMatch(field -> field.isLiteral() && field.text().startsWith("query="));
        for (Word field : invocation.valuesOf("-f", "-F", "--field", "--raw-field")) {
            boolean raw = invocation.valuesOf("-f", "--raw-field").contains(field);
            int at = field.text().indexOf("=@");
            if (at >= 0 && !raw) {
                sink.read(Hooks.rest(field, at + 2));
                known = false;
            }
            if (document && field.isLiteral() && !field.text().startsWith("query=")) {
                // A variable of the document; what is done stands in the document itself.
                continue;
            }
            known &= field.isLiteral();
            body.append(body.isEmpty() ? "" : "\n").append(field.text());
        }
        return known && !body.isEmpty() ? body.toString() : null;
    }
}
