/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.api.effect.Coverage;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Globs;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which remote branches a push changes, and how. */
final class GitPush {

    static final String OPTIONS =
            "f force n dry-run v verbose q quiet u set-upstream all branches mirror tags follow-tags "
                    + "no-follow-tags delete d prune atomic no-atomic porcelain progress no-progress thin no-thin no-verify verify "
                    + "force-with-lease no-force-with-lease force-if-includes no-force-if-includes signed no-signed ipv4 ipv6 4 6 "
                    + "receive-pack= exec= repo= o= push-option= recurse-submodules= no-recurse-submodules no-force no-tags "
                    + "no-delete no-mirror no-all no-prune no-dry-run no-set-upstream";

    /** What remotes are called where the settings are not at hand. */
    private static final List<String> USUAL =
            List.of("origin", "upstream", "fork", "mine", "github", "gitlab", "bitbucket");

    private final GitArguments arguments;
    private final EffectSink sink;
    private final SourceSpan span;
    private final boolean force;
    /** Whether only what was fetched before may be overwritten; what is forced besides is not held to it. */
    private final boolean leased;

    private final Place place;
    private final @Nullable GitRepository repository;
    private final String remote;

    GitPush(GitArguments arguments, EffectSink sink, SourceSpan span, Place place) {
        this.arguments = arguments;
        this.sink = sink;
        this.span = span;
        this.force = arguments.has("f", "force", "force-with-lease");
        this.leased = arguments.has("force-with-lease") && !arguments.has("f", "force");
        this.place = place;
        this.repository = place.repository();
        Word named = !arguments.words().isEmpty()
                ? arguments.words().get(0)
                : arguments.values("repo").stream().findFirst().orElse(null);
        this.remote = named != null ? named.text() : repository == null ? "origin" : repository.pushRemote();
    }

    void report() {
        if (arguments.has("no-verify")) {
            effect(EffectKind.VCS_HOOK_BYPASS, "", span);
        }
        if (arguments.has("receive-pack", "exec")) {
            effect(EffectKind.EXEC_OPAQUE, "", span);
            sink.gap(Coverage.PARTIAL, "a program on the other side", span);
        }
        if (arguments.has("n", "dry-run") && !arguments.has("no-dry-run") && !arguments.hasUnknownOption()) {
            effect(EffectKind.VCS_FETCH, "", span);
            return;
        }
        deploying();
        if ((isAddress(remote) && !isConfigured(remote)) || isMissing(remote)) {
            // It is no remote that somebody has set up: what is pushed leaves for a place of the command's choice.
            effect(EffectKind.NET_SEND, remote, span);
        }
        List<Word> words = arguments.words();
        List<Word> refspecs = words.size() > 1 ? words.subList(1, words.size()) : List.of();
        // With --mirror or --all every branch is pushed, so the governed ones are too.
        boolean mirrors = arguments.has("mirror")
                || (refspecs.isEmpty()
                        && repository != null
                        && repository.config().isTrue("remote." + remote + ".mirror"));
        if (mirrors) {
            effect(EffectKind.VCS_PUSH_FORCE_GOVERNED, "*", span);
            effect(EffectKind.VCS_PUSH_DELETE, "*", span);
        }
        if (arguments.has("all", "branches")) {
            effect(governed(force, false), "*", span);
        }
        if (arguments.has("prune")) {
            effect(EffectKind.VCS_PUSH_DELETE, "*", span);
        }
        boolean follows = repository != null
                && repository.config().isTrue("push.followtags")
                && !arguments.has("no-follow-tags", "tags", "follow-tags");
        if (follows) {
            effect(EffectKind.VCS_PUSH_TAG, "*", span);
        }
        if (arguments.has("tags", "follow-tags")) {
            effect(force && arguments.has("tags") ? EffectKind.VCS_PUSH_DELETE : EffectKind.VCS_PUSH_TAG, "*", span);
        }
        boolean every = mirrors || arguments.has("all", "branches");
        boolean onlyTags = arguments.has("tags");
        if (refspecs.isEmpty() && !every && !onlyTags) {
            current(span);
        }
        for (int i = 0; i < refspecs.size(); i++) {
            Word refspec = refspecs.get(i);
            if (refspec.is("tag") && i + 1 < refspecs.size()) {
                tag(refspecs.get(++i).text(), force, span);
            } else {
                refspec(refspec);
            }
        }
    }

    private static boolean isAddress(String remote) {
        return remote.contains("://") || remote.contains("@") || remote.indexOf(':') > 0;
    }

    /** Tells whether no remote of that name is set up, or is likely to be where that is not known: the line adds it first. */
    private boolean isMissing(String name) {
        if (isAddress(name)) {
            return false;
        }
        List<String> names =
                repository == null ? List.of() : List.copyOf(repository.config().names("remote"));
        return !(names.isEmpty() ? USUAL : names).contains(name);
    }

    private boolean isConfigured(String address) {
        return repository != null
                && repository.config().names("remote").stream()
                        .anyMatch(name -> repository.pushAddresses(name).contains(address));
    }

    /** A push without a refspec: the branch that is checked out, unless the configuration says otherwise. */
    private void current(SourceSpan where) {
        if (repository == null) {
            head(force, false, where);
            return;
        }
        List<String> configured = repository.refspecs(remote);
        for (String spec : configured) {
            refspec(Word.literal(spec, where), false);
        }
        if (configured.isEmpty()) {
            // Git would refuse; the settings of the machine, which are not read, may say otherwise.
            head(force, false, where);
            String upstream = repository.upstream();
            if (upstream != null && !place.branches().contains(name(upstream))) {
                branch(name(upstream), force, false, where);
            }
        }
    }

    /** A remote that deploys what is pushed to it. */
    private void deploying() {
        List<String> addresses = new ArrayList<>(repository == null ? List.of() : repository.pushAddresses(remote));
        addresses.add(remote);
        for (String address : addresses) {
            if (DeployingRemotes.contains(address)) {
                effect(EffectKind.DEPLOY, remote, span);
                return;
            }
        }
    }

    private void refspec(Word word) {
        refspec(word, true);
    }

    private void refspec(Word word, boolean mapped) {
        if (isOwnBranch(word)) {
            effect(EffectKind.VCS_PUSH, word.text(), word.span());
            return;
        }
        if (!word.isLiteral()) {
            sink.gap(Coverage.PARTIAL, "a branch that is not known before it runs", word.span());
            boolean plus = word.text().isEmpty() || word.text().startsWith("+");
            String name = word.text().indexOf('*') >= 0 ? "*" : word.text();
            branch(name, force || word.text().startsWith("+"), plus && force, true, word.span());
            return;
        }
        String text = word.text();
        boolean plus = text.startsWith("+");
        boolean forced = force || plus;
        String spec = text.startsWith("+") ? text.substring(1) : text;
        int colon = spec.indexOf(':');
        String source = colon < 0 ? spec : spec.substring(0, colon);
        boolean head = spec.equals("HEAD") || spec.equals("@");
        boolean plain = colon < 0 && mapped && !head && !arguments.has("d", "delete");
        String target = colon >= 0
                ? spec.substring(colon + 1)
                : plain && repository != null ? repository.mapped(remote, spec) : spec;
        if (spec.equals(":")) {
            effect(governed(forced, plus), "*", word.span());
        } else if (arguments.has("d", "delete") || (colon >= 0 && source.isEmpty())) {
            effect(EffectKind.VCS_PUSH_DELETE, name(target), word.span());
            if (isGoverned(name(target))) {
                effect(EffectKind.VCS_PUSH_FORCE_GOVERNED, name(target), word.span());
            }
        } else if (isTag(target)) {
            tag(target.indexOf('*') >= 0 ? "*" : target, forced, word.span());
        } else if (colon < 0 && (target.equals("HEAD") || target.equals("@"))) {
            head(forced, plus, word.span());
        } else {
            branch(name(target), forced, plus, target.isEmpty() || target.indexOf('*') >= 0, word.span());
        }
    }

    /** Tells whether the name of a branch stands behind a beginning that no branch has on which others build. */
    private boolean isOwnBranch(Word word) {
        String text = word.text();
        boolean named = word.form() == Word.Form.GLOB && text.endsWith(Word.BRANCH);
        String start = named ? text.substring(0, text.length() - Word.BRANCH.length()) : "";
        start = name(start.startsWith("HEAD:") ? start.substring("HEAD:".length()) : start);
        boolean plain = start.indexOf('/') > 0
                && !start.startsWith("refs/")
                && start.chars().noneMatch(c -> "*?[]:+".indexOf(c) >= 0);
        if (!plain || force || arguments.has("d", "delete")) {
            return false;
        }
        for (String governed : sink.settings().governedBranches()) {
            int end = 0;
            while (end < governed.length() && "*?[{".indexOf(governed.charAt(end)) < 0) {
                end++;
            }
            String head = governed.substring(0, end);
            if (head.startsWith(start) || start.startsWith(head)) {
                return false;
            }
        }
        return true;
    }

    private boolean isTag(String target) {
        if (target.startsWith("refs/")) {
            return target.startsWith("refs/tags/");
        }
        if (repository != null && repository.hasBranch(target)) {
            return false;
        }
        return looksLikeVersion(target) || (repository != null && repository.hasTag(target));
    }

    private void tag(String name, boolean forced, SourceSpan where) {
        effect(forced ? EffectKind.VCS_PUSH_DELETE : EffectKind.VCS_PUSH_TAG, name, where);
        if (forced) {
            effect(EffectKind.VCS_PUSH_TAG, name, where);
        }
    }

    /** What is checked out, be it since an earlier command of the line. */
    private void head(boolean forced, boolean plus, SourceSpan where) {
        for (String branch : place.branches()) {
            branch(branch, forced, plus, branch.isEmpty(), where);
        }
    }

    private void branch(String name, boolean forced, boolean unknown, SourceSpan where) {
        branch(name, forced, false, unknown, where);
    }

    private void branch(String name, boolean forced, boolean plus, boolean unknown, SourceSpan where) {
        boolean governed = unknown || isGoverned(name);
        EffectKind plain = forced ? EffectKind.VCS_PUSH_FORCE : EffectKind.VCS_PUSH;
        effect(governed ? governed(forced, plus) : plain, name, where);
    }

    /**
     * Returns what a push to a branch is that others build on.
     *
     * @param plus whether the refspec forces it by itself, past every lease
     */
    private EffectKind governed(boolean forced, boolean plus) {
        if (!forced) {
            return EffectKind.VCS_PUSH_GOVERNED;
        }
        return leased && !plus ? EffectKind.VCS_PUSH_FORCE_LEASE : EffectKind.VCS_PUSH_FORCE_GOVERNED;
    }

    private boolean isGoverned(String name) {
        return name.startsWith("refs/") || Globs.matchesAny(sink.settings().governedBranches(), name);
    }

    /** Returns the name of a branch as policies write it. */
    private static String name(String ref) {
        for (String prefix : List.of("refs/heads/", "heads/")) {
            if (ref.startsWith(prefix)) {
                return ref.substring(prefix.length());
            }
        }
        return ref;
    }

    /** A name such as v1.2.3 is a tag in all but name. */
    private static boolean looksLikeVersion(String name) {
        String rest = name.startsWith("v") ? name.substring(1) : name;
        return rest.indexOf('.') > 0
                && rest.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-' || c == 'r' || c == 'c');
    }

    private void effect(EffectKind kind, String resource, SourceSpan where) {
        sink.effect(Effect.of(kind, resource, where));
    }
}
