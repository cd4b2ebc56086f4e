/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.http;

import dev.agentgovernance.api.action.Action;
import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.action.Environment;
import dev.agentgovernance.api.action.HttpAction;
import dev.agentgovernance.api.effect.ActionClassifier;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Classification.Gap;
import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.DataSensitivity;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.ParseLimits;
import dev.agentgovernance.api.effect.Reach;
import dev.agentgovernance.api.effect.Reversibility;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.ClassifierSettings;
import dev.agentgovernance.core.internal.classify.EnvironmentNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Judges HTTP requests: what they fetch or send, and what they do on forges, registries and build servers.
 *
 * <p>Pure and safe for use by several threads; time is linear in the length of the request. A host that looks like a forge
 * by its paths alone is judged as a forge and as any other host, since anybody can serve such paths.
 */
public final class HttpClassifier implements ActionClassifier {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
    /** Words of a path that say what a request destroys, whatever its method. */
    private static final Set<String> DESTRUCTION = Set.of(
            "delete",
            "destroy",
            "drop",
            "purge",
            "wipe",
            "truncate",
            "shutdown",
            "reset",
            "restore",
            "kill",
            "terminate");

    /** Name what a request does, in its query, where its method says that it only fetches. */
    private static final Set<String> ACTIONS =
            Set.of("action", "cmd", "command", "_method", "op", "operation", "method", "do", "commit");

    private static final Set<String> STATEMENTS = Set.of("q", "query", "sql", "stream.body", "statement");
    private static final List<String> STATEMENT_STARTS = List.of(
            "drop table",
            "drop database",
            "drop measurement",
            "drop series",
            "drop shard",
            "drop user",
            "drop retention",
            "drop index",
            "delete from",
            "truncate table",
            "alter table",
            "insert into",
            "grant all",
            "<delete");
    /** What a service of this machine is asked by, though the request has a body. */
    private static final Set<String> QUESTIONS =
            Set.of("_search", "_count", "_msearch", "_mget", "_analyze", "_explain", "search", "multi-search");
    /** Ports of services whose interface administers them. */
    private static final Set<String> ADMINISTRATION = Set.of(
            "2375", "2376", "2379", "4646", "5984", "6333", "7700", "8001", "8086", "8200", "8444", "8500", "8983",
            "9090", "9093", "9200", "9300", "15672");

    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
    private static final Set<String> OVERRIDES = Set.of("x-http-method-override", "x-http-method", "x-method-override");
    /** What a name, a query or a header may hold before it counts as data that is sent. */
    private static final int LONG_QUERY = 512;

    private static final int LONG_PATH = 1_024;
    private static final int LONG_LABEL = 40;
    private static final int LONG_HOST = 120;

    private final ClassifierSettings settings;
    private final ParseLimits limits;

    private HttpClassifier(ClassifierSettings settings, ParseLimits limits) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    /** Returns a classifier under the settings and limits. */
    public static HttpClassifier of(ClassifierSettings settings, ParseLimits limits) {
        return new HttpClassifier(settings, limits);
    }

    @Override
    public Classification classify(Action action, ActionContext context) {
        return action instanceof HttpAction http ? request(http) : Classification.NOTHING;
    }

    private Classification request(HttpAction http) {
        Findings found = new Findings();
        if (http.url().length() > limits.maxChars()) {
            found.effect(EffectKind.NET_SEND, "");
            found.gap("the address is too long");
            return found.done();
        }
        Url url = Url.parse(http.url());
        url.problems().forEach(found::gap);
        Map<String, String> headers = headers(http, found);
        String method = http.method().strip().toUpperCase(Locale.ROOT);
        judge(method, http, url, headers, found);
        for (String name : OVERRIDES) {
            String override = headers.get(name);
            if (override != null) {
                found.gap("a header names another method");
                judge(override.strip().toUpperCase(Locale.ROOT), http, url, headers, found);
            }
        }
        return found.done();
    }

    /** The header fields by name in lower case, the values of one joined; a host of their own is a gap. */
    private static Map<String, String> headers(HttpAction http, Findings found) {
        Map<String, String> headers = new LinkedHashMap<>();
        http.headers()
                .forEach((name, values) -> headers.merge(
                        name.toLowerCase(Locale.ROOT), String.join(", ", values), (a, b) -> a + ", " + b));
        if (headers.containsKey("host")) {
            found.gap("a header names another host");
        }
        return headers;
    }

    private void judge(String method, HttpAction http, Url url, Map<String, String> headers, Findings found) {
        boolean known = READS.contains(method) || WRITES.contains(method);
        if (!known) {
            found.gap("the method is not known");
        }
        if (!SCHEMES.contains(url.scheme())) {
            found.gap("the scheme is not one of the web");
            if (url.scheme().equals("file")) {
                found.effect(EffectKind.FS_READ, "/" + String.join("/", url.segments()));
            }
        }
        boolean metadata = url.host().isMetadata() || url.otherHosts().stream().anyMatch(Host::isMetadata);
        String host = headers.getOrDefault("host", "");
        if (metadata || (!host.isEmpty() && Host.of(host).isMetadata())) {
            found.effect(Effect.of(EffectKind.NET_METADATA, url.host().name(), SourceSpan.NONE)
                    .withData(DataSensitivity.SECRET));
        }
        boolean sends = !READS.contains(method)
                || !url.problems().isEmpty()
                || !SCHEMES.contains(url.scheme())
                || carriesData(url, http, headers);
        if (!sends && saysDestroys(url, http)) {
            sends = true;
            found.gap("the query says that something is destroyed");
        }
        Endpoint endpoint = Endpoint.of(url);
        if (url.problems().isEmpty() && url.host().isLocal() && host.isEmpty()) {
            found.effect(local(method, sends, saysDestroys(url, http), url, http.url()));
            return;
        }
        boolean special = service(method, http, url, endpoint, headers, found);
        if (!special
                || (!endpoint.wellKnown() && endpoint.isForge())
                || !url.problems().isEmpty()) {
            found.effect(Effect.of(sends ? EffectKind.NET_SEND : EffectKind.NET_FETCH, place(url), SourceSpan.NONE)
                    .withEnvironment(environment(url.host(), sends)));
        }
    }

    /**
     * A service of this machine: deleting there is as final as elsewhere, and who else uses it is not known. What is sent to
     * one's own server while it is made stays on this machine, and the next start undoes it.
     */
    private static Effect local(String method, boolean sends, boolean says, Url url, String written) {
        EffectKind kind = sends ? EffectKind.NET_SEND : EffectKind.NET_FETCH;
        List<String> segments = url.segments();
        boolean destroys =
                method.equals("DELETE") || says || (sends && segments.stream().anyMatch(HttpClassifier::destroys));
        Effect effect = Effect.of(kind, place(url), SourceSpan.NONE)
                .withReach(destroys ? Reach.MACHINE : Reach.WORKSPACE)
                .withEnvironment(Environment.LOCAL);
        boolean asks = !segments.isEmpty() && QUESTIONS.contains(segments.get(segments.size() - 1));
        boolean own = segments.stream().noneMatch(segment -> segment.startsWith("_") || segment.startsWith("-"))
                && !ADMINISTRATION.contains(port(written));
        boolean mild = sends && !destroys && url.problems().isEmpty() && (asks || own);
        return mild ? effect.withReversibility(Reversibility.RECOVERABLE) : effect;
    }

    private static String port(String url) {
        int scheme = url.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(start, end);
        return authority.substring(authority.lastIndexOf(':') + 1).strip();
    }

    /** Tells whether a request says by a part of its query or its text that something is destroyed. */
    private boolean saysDestroys(Url url, HttpAction http) {
        for (Map.Entry<String, List<String>> part :
                parameters(url, http).values().entrySet()) {
            String name = part.getKey().toLowerCase(Locale.ROOT);
            for (String value : part.getValue()) {
                String start = value.strip().toLowerCase(Locale.ROOT);
                if ((start.equals("true") && destroys(name))
                        || (ACTIONS.contains(name) && (destroys(start) || start.equals("unload")))
                        || (STATEMENTS.contains(name)
                                && STATEMENT_STARTS.stream().anyMatch(start::startsWith))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean destroys(String segment) {
        StringTokenizer words = new StringTokenizer(segment.toLowerCase(Locale.ROOT), "-_.:;,+~");
        while (words.hasMoreTokens()) {
            if (DESTRUCTION.contains(words.nextToken())) {
                return true;
            }
        }
        return false;
    }

    /** Judges what a forge or registry makes of the request; tells whether it is one. */
    private boolean service(
            String method, HttpAction http, Url url, Endpoint endpoint, Map<String, String> headers, Findings found) {
        String last = url.segments().isEmpty()
                ? ""
                : url.segments().get(url.segments().size() - 1);
        if (last.equals("git-receive-pack") && !READS.contains(method)) {
            found.effect(EffectKind.VCS_PUSH_GOVERNED, "");
            return true;
        }
        if (last.equals("git-upload-pack") || last.equals("git-receive-pack")) {
            found.effect(EffectKind.VCS_FETCH, url.host().name());
            return endpoint.wellKnown();
        }
        Parameters parameters = parameters(url, http);
        if (endpoint.family().equals("graphql")) {
            graphQl(http, headers, parameters, endpoint, found);
            return true;
        }
        RequestRules.Rule rule = RequestRules.find(endpoint, method.equals("HEAD") ? "GET" : method);
        if (rule != null) {
            new RequestEffects(settings, found).apply(rule, endpoint, parameters);
            return !rule.kind().isRead() || endpoint.isForge();
        }
        if (endpoint.isForge()) {
            boolean read = READS.contains(method);
            found.effect(read ? EffectKind.FORGE_READ : EffectKind.FORGE_WRITE, String.join("/", endpoint.segments()));
            return true;
        }
        return false;
    }

    private Parameters parameters(Url url, HttpAction http) {
        String body = http.body();
        boolean fits = body == null || body.length() <= limits.maxChars();
        return Parameters.of(url.query(), fits ? body : null);
    }

    private void graphQl(
            HttpAction http, Map<String, String> headers, Parameters parameters, Endpoint endpoint, Findings found) {
        List<String> documents = new ArrayList<>(parameters.all("query"));
        String body = http.body();
        boolean plain = headers.getOrDefault("content-type", "").contains("graphql");
        if (plain && body != null && body.length() <= limits.maxChars()) {
            documents.add(body);
        }
        boolean readable = plain || parameters.readable() || (body == null && !documents.isEmpty());
        Set<String> names = null;
        for (String document : documents) {
            Set<String> more = GraphQl.mutations(document);
            readable &= more != null;
            if (more != null) {
                more.forEach(name -> found.effect(RequestRules.mutation(name), name));
                names = more;
            }
        }
        if (!readable || names == null) {
            found.effect(EffectKind.FORGE_WRITE, endpoint.host());
            found.gap("the GraphQL document cannot be read");
        } else if (documents.stream().map(GraphQl::mutations).allMatch(set -> set != null && set.isEmpty())) {
            found.effect(EffectKind.FORGE_READ, endpoint.host());
        }
    }

    /** Whether a request that should only fetch carries so much that it may be what it is for. */
    private static boolean carriesData(Url url, HttpAction http, Map<String, String> headers) {
        String body = http.body();
        int path = url.segments().stream().mapToInt(String::length).sum();
        return url.query().length() > LONG_QUERY
                || path > LONG_PATH
                || (body != null && body.length() > LONG_QUERY)
                || url.host().name().length() > LONG_HOST
                || url.host().labels().stream().anyMatch(label -> label.length() > LONG_LABEL)
                || headers.entrySet().stream()
                        .anyMatch(e -> !e.getKey().equals("authorization")
                                && !e.getKey().equals("cookie")
                                && e.getValue().length() > LONG_QUERY);
    }

    /**
     * A name may say that a host is production; that it is not is no comfort where data is sent, since whoever owns a domain
     * names its hosts.
     */
    private Environment environment(Host host, boolean sends) {
        List<String> names = new ArrayList<>(host.labels());
        names.add(host.name());
        if (EnvironmentNames.of(settings, names) == Environment.PRODUCTION) {
            return Environment.PRODUCTION;
        }
        return sends ? Environment.UNKNOWN : Environment.LOCAL;
    }

    private static String place(Url url) {
        return url.host().name();
    }

    /** Collects what is found about one request. */
    static final class Findings {
        private final List<Effect> effects = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();

        void effect(EffectKind kind, String resource) {
            effect(Effect.of(kind, resource, SourceSpan.NONE));
        }

        void effect(Effect effect) {
            if (!effects.contains(effect)) {
                effects.add(effect);
            }
        }

        void gap(String why) {
            Gap gap = new Gap(why, SourceSpan.NONE);
            if (!gaps.contains(gap)) {
                gaps.add(gap);
            }
        }

        Classification done() {
            return new Classification(effects, gaps.isEmpty() ? Coverage.KNOWN : Coverage.PARTIAL, gaps);
        }
    }
}
