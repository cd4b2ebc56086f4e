/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Works out the requests that curl would send. */
final class Curl implements Hook {

    private static final String[] DATA = {
        "-d", "--data", "--data-ascii", "--data-binary", "--data-raw", "--data-urlencode", "--json"
    };

    private static final Set<String> OPENING = Set.of(
            "auth",
            "token",
            "key",
            "cookie",
            "csrf",
            "xsrf",
            "session",
            "accept",
            "content-type",
            "if-",
            "host",
            "version",
            "range",
            "request-id",
            "tenant",
            "signature",
            "origin");

    /** Options that change nothing of what is asked for, and of whom. */
    private static final Set<String> PLAIN = Set.of(
            "-s",
            "-S",
            "-f",
            "-L",
            "-I",
            "-i",
            "-v",
            "-k",
            "-g",
            "-N",
            "-4",
            "-6",
            "-#",
            "-m",
            "-w",
            "-H",
            "-A",
            "-o",
            "--silent",
            "--show-error",
            "--fail",
            "--fail-with-body",
            "--location",
            "--head",
            "--include",
            "--verbose",
            "--insecure",
            "--compressed",
            "--globoff",
            "--no-progress-meter",
            "--ipv4",
            "--ipv6",
            "--http1.1",
            "--http2",
            "--max-time",
            "--connect-timeout",
            "--retry",
            "--retry-delay",
            "--write-out",
            "--header",
            "--user-agent",
            "--url",
            "--output");

    @Override
    public void apply(Invocation invocation, EffectSink sink, List<String> environments) {
        List<Word> urls = new ArrayList<>(invocation.words());
        urls.addAll(invocation.values("--url"));
        String method = method(invocation, sink);
        String body = body(invocation, sink);
        invocation.valuesOf("-T", "--upload-file").forEach(file -> upload(file, sink));
        for (Word jar : invocation.valuesOf("-b", "--cookie")) {
            if (jar.isLiteral() && jar.text().indexOf('=') < 0 && !urls.stream().allMatch(Curl::isHere)) {
                // Where there is no name, it is a file, and what is in it is sent.
                sink.read(jar);
                sink.effect(Effect.of(EffectKind.NET_SEND, "", jar.span()));
            }
        }
        for (Word form : invocation.valuesOf("-F", "--form")) {
            int at = form.text().indexOf("=@");
            if (at >= 0) {
                sink.read(Hooks.rest(form, at + 2));
            }
        }
        for (Word header : invocation.valuesOf("-H", "--header")) {
            if (header.text().startsWith("@")) {
                sink.read(Hooks.rest(header, 1));
            }
        }
        if (!urls.isEmpty() && invocation.hasAny("--resolve", "--connect-to")) {
            Word span = urls.get(0);
            sink.effect(Effect.of(EffectKind.NET_SEND, "", span.span()));
            sink.gap(Coverage.PARTIAL, "the request goes elsewhere than its address says", span.span());
        }
        if (!urls.isEmpty() && !urls.stream().allMatch(Curl::isHere) && hides(invocation)) {
            sink.effect(Effect.of(EffectKind.NET_SEND, "", urls.get(0).span()));
        }
        boolean plain = HttpPrograms.isPlain(invocation, PLAIN, "-H", "--header", "-A", "--user-agent");
        for (Word url : urls) {
            HttpPrograms.send(
                    method, url, HttpPrograms.headers(invocation.valuesOf("-H", "--header")), body, plain, sink);
            if (invocation.hasAny("-O", "--remote-name", "--remote-name-all")) {
                sink.write(HttpPrograms.lastSegment(url));
            }
        }
    }

    /** Tells whether a request that fetches carries what is only known when it runs, where nobody needs it to fetch. */
    private static boolean hides(Invocation invocation) {
        boolean query = invocation.hasAny("-G", "--get")
                && invocation.valuesOf(DATA).stream()
                        .anyMatch(word -> !word.isLiteral() || word.text().startsWith("@") || isFile(word));
        boolean agent = invocation.valuesOf("-A", "--user-agent", "-e", "--referer").stream()
                .anyMatch(word -> !word.isLiteral());
        return query
                || agent
                || invocation.valuesOf("-H", "--header").stream()
                        .anyMatch(header -> !header.isLiteral() && !opens(header));
    }

    private static boolean isHere(Word url) {
        String text = url.text();
        String address = text.startsWith("http://") ? text.substring("http://".length()) : text;
        return List.of("localhost", "127.0.0.1").stream()
                .anyMatch(host ->
                        address.equals(host) || address.startsWith(host + ":") || address.startsWith(host + "/"));
    }

    /** Tells whether a header is there to be let in, or says what is asked for. */
    private static boolean opens(Word header) {
        String text = header.text().toLowerCase(Locale.ROOT);
        int colon = text.indexOf(':');
        return colon < 0 || OPENING.stream().anyMatch(text.substring(0, colon)::contains);
    }

    private static boolean isFile(Word data) {
        int at = data.text().indexOf('@');
        return at > 0 && data.text().indexOf('=') < 0;
    }

    private static void upload(Word file, EffectSink sink) {
        if (!file.is("-") && !file.is(".")) {
            sink.read(file);
        }
    }

    private static String method(Invocation invocation, EffectSink sink) {
        List<Word> said = invocation.valuesOf("-X", "--request");
        if (!said.isEmpty()) {
            Word last = said.get(said.size() - 1);
            if (!last.isLiteral()) {
                sink.gap(Coverage.PARTIAL, "a method that is not known before it runs", last.span());
                return "POST";
            }
            return last.text();
        }
        if (invocation.hasAny("-T", "--upload-file")) {
            return "PUT";
        }
        boolean data = invocation.hasAny(DATA) || invocation.hasAny("-F", "--form", "--form-string");
        if (data && !invocation.hasAny("-G", "--get")) {
            return "POST";
        }
        return invocation.hasAny("-I", "--head") ? "HEAD" : "GET";
    }

    private static @org.jspecify.annotations.Nullable String body(Invocation invocation, EffectSink sink) {
        StringBuilder body = new StringBuilder();
        boolean known = true;
        for (Word word : invocation.valuesOf(DATA)) {
            boolean raw = invocation.values("--data-raw").contains(word);
            if (word.text().startsWith("@") && !raw) {
                if (!word.is("@-")) {
                    sink.read(Hooks.rest(word, 1));
                }
                known = false;
            }
            if (invocation.values("--data-urlencode").contains(word) && isFile(word)) {
                sink.read(Hooks.rest(word, word.text().indexOf('@') + 1));
                known = false;
            }
            known &= word.isLiteral();
            body.append(body.isEmpty() ? "" : "&").append(word.text());
        }
        return known && !body.isEmpty() ? body.toString() : null;
    }
}
