/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgovernance.api.action.ActionContext;
import dev.agentgovernance.api.effect.Classification;
import dev.agentgovernance.api.effect.Effect;
import dev.agentgovernance.api.effect.EffectKind;
import dev.agentgovernance.api.effect.SourceSpan;
import dev.agentgovernance.api.scope.TaskScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScopeCheckProperties {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    /** The bounds of a scope, which can be narrowed. */
    record Bounds(
            List<String> paths,
            List<String> forbiddenPaths,
            List<String> branches,
            List<String> effects,
            List<String> forbiddenEffects,
            List<String> services,
            int maxFiles,
            int seconds) {

        TaskScope scope() {
            return TaskScope.builder("T")
                    .paths(array(paths))
                    .forbiddenPaths(array(forbiddenPaths))
                    .branches(array(branches))
                    .effects(array(effects))
                    .forbiddenEffects(array(forbiddenEffects))
                    .services(array(services))
                    .maxFiles(maxFiles)
                    .expiry(NOW.plusSeconds(seconds))
                    .build();
        }

        private static String[] array(List<String> list) {
            return list.toArray(String[]::new);
        }

        /** Returns bounds that are within these: with fewer things allowed, more forbidden, less time and less room. */
        Bounds narrowedBy(Bounds other) {
            return new Bounds(
                    fewer(paths, other.paths),
                    more(forbiddenPaths, other.forbiddenPaths),
                    fewer(branches, other.branches),
                    effects.stream().filter(other.effects::contains).toList(),
                    more(forbiddenEffects, other.forbiddenEffects),
                    fewer(services, other.services),
                    Math.min(maxFiles, other.maxFiles),
                    Math.min(seconds, other.seconds));
        }

        /** An empty list sets no bound, so nothing may be taken out of a list but never all of it. */
        private static List<String> fewer(List<String> these, List<String> those) {
            if (these.isEmpty()) {
                return those;
            }
            List<String> both = these.stream().filter(those::contains).toList();
            return both.isEmpty() ? these.subList(0, 1) : both;
        }

        private static List<String> more(List<String> these, List<String> those) {
            List<String> all = new ArrayList<>(these);
            all.addAll(those);
            return all;
        }
    }

    @Property
    void aNarrowerScopeIsNeverMilder(
            @ForAll("bounds") Bounds wide, @ForAll("bounds") Bounds other, @ForAll("effects") List<Effect> effects) {
        boolean outsideWide = isOutside(wide, effects);
        boolean outsideNarrow = isOutside(wide.narrowedBy(other), effects);
        assertThat(outsideNarrow || !outsideWide).isTrue();
    }

    @Property
    void furtherEffectsAreNeverMilder(
            @ForAll("bounds") Bounds bounds,
            @ForAll("effects") List<Effect> some,
            @ForAll("effects") List<Effect> more) {
        List<Effect> all = new ArrayList<>(some);
        all.addAll(more);
        assertThat(isOutside(bounds, all) || !isOutside(bounds, some)).isTrue();
    }

    @Property
    void readingIsAlwaysWithin(@ForAll("bounds") Bounds bounds, @ForAll("effects") List<Effect> effects) {
        List<Effect> reads = effects.stream().filter(e -> e.kind().isRead()).toList();
        assertThat(isOutside(bounds, reads)).isFalse();
    }

    private static boolean isOutside(Bounds bounds, List<Effect> effects) {
        ActionContext context =
                ActionContext.builder("bot").repositoryRoot("/w/shop").build();
        return !ScopeCheck.check(bounds.scope(), Classification.known(effects), context, NOW, UnaryOperator.identity())
                .isEmpty();
    }

    @Provide
    Arbitrary<Bounds> bounds() {
        Arbitrary<List<String>> paths = some("src/**", "src/*", "**", "docs/**", "src/a");
        Arbitrary<List<String>> effects = some("fs", "vcs", "vcs.push", "net", "fs.write", "ci");
        return Combinators.combine(
                        paths,
                        paths,
                        some("main", "bot/**", "*"),
                        effects,
                        effects,
                        some("example.org", "*.org", "*"),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(-1, 2))
                .as(Bounds::new);
    }

    private static Arbitrary<List<String>> some(String... texts) {
        return Arbitraries.of(texts).list().ofMaxSize(3).uniqueElements();
    }

    @Provide
    Arbitrary<List<Effect>> effects() {
        return Combinators.combine(
                        Arbitraries.of(
                                EffectKind.FS_READ,
                                EffectKind.FS_WRITE,
                                EffectKind.FS_DELETE_RECURSIVE,
                                EffectKind.VCS_PUSH,
                                EffectKind.NET_SEND,
                                EffectKind.CI_CONFIG,
                                EffectKind.VCS_COMMIT),
                        Arbitraries.of(
                                "", "src", "src/a", "/w/shop/docs/x", "main", "bot/x", "example.org", "/etc/x", "."))
                .as((kind, resource) -> Effect.of(kind, resource, SourceSpan.NONE))
                .list()
                .ofMaxSize(4);
    }
}
