/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ResourceKeyProperties {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Provide
    Arbitrary<ResourceKey> key() {
        Arbitrary<String> path = Arbitraries.of("a", "b", "ab", ".")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("/", parts));
        Arbitrary<ResourceKey.Kind> kinds = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.of(ResourceKey.Kind.class)),
                net.jqwik.api.Tuple.of(3, Arbitraries.of(ResourceKey.Kind.DIRECTORY, ResourceKey.Kind.PATH)));
        return Combinators.combine(kinds, path).as(ResourceKey::new);
    }

    @Property
    void overlappingIsSymmetric(@ForAll("key") ResourceKey a, @ForAll("key") ResourceKey b) {
        assertThat(a.overlaps(b)).isEqualTo(b.overlaps(a));
    }

    @Property
    void overlappingIsReflexive(@ForAll("key") ResourceKey key) {
        assertThat(key.overlaps(key)).isTrue();
        assertThat(key.overlaps(ResourceKey.parse(key.toString()))).isTrue();
    }

    @Property
    void aFolderOverlapsWhatLiesBelowIt(@ForAll("key") ResourceKey key) {
        ResourceKey folder = new ResourceKey(ResourceKey.Kind.DIRECTORY, key.name());
        ResourceKey below = new ResourceKey(ResourceKey.Kind.PATH, key.name() + "/x");
        ResourceKey beside = new ResourceKey(ResourceKey.Kind.PATH, key.name() + "x");
        assertThat(folder.overlaps(below)).isTrue();
        assertThat(folder.overlaps(beside)).isEqualTo(key.name().equals("."));
    }

    @Property
    void aKeyIsReadAsItIsWritten(@ForAll ResourceKey.Kind kind, @ForAll String name) {
        if (!name.isEmpty()) {
            ResourceKey key = new ResourceKey(kind, name);
            assertThat(ResourceKey.parse(key.toString())).isEqualTo(key);
        }
    }

    @Example
    void someOverlapAndSomeDoNot() {
        overlap("directory:src", "path:src/A.java", true);
        overlap("directory:src/", "path:src/A.java", true);
        overlap("directory:src/", "directory:src", true);
        overlap("directory:.", "path:pom.xml", true);
        overlap("directory:src", "path:src", true);
        overlap("directory:src", "path:src2/A.java", false);
        overlap("directory:src/a", "directory:src/b", false);
        overlap("path:src", "path:src/A.java", false);
        overlap("directory:src", "branch:src", false);
        overlap("branch:main", "branch:main", true);
        overlap("branch:main", "branch:maint", false);
    }

    private static void overlap(String one, String two, boolean expected) {
        assertThat(ResourceKey.parse(one).overlaps(ResourceKey.parse(two)))
                .as("%s and %s", one, two)
                .isEqualTo(expected);
    }

    @Example
    void nonsenseIsNoKey() {
        for (String text : List.of("", "path", "path:", ":a", "nothing:a", "pa th:a")) {
            assertThatThrownBy(() -> ResourceKey.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property
    void claimsConflictWhenBothWantOneThingAndOneWantsItAlone(
            @ForAll("key") ResourceKey held,
            @ForAll("key") ResourceKey wanted,
            @ForAll Claim.Mode mode,
            @ForAll Claim.Mode wantedMode) {
        Claim claim = new Claim(held, mode, "ann", 1, NOON, "work");
        boolean alone = mode == Claim.Mode.EXCLUSIVE || wantedMode == Claim.Mode.EXCLUSIVE;
        assertThat(claim.conflictsWith(wanted, wantedMode, "bob", NOON.minusNanos(1)))
                .isEqualTo(alone && held.overlaps(wanted));
        assertThat(claim.conflictsWith(wanted, wantedMode, "ann", NOON.minusNanos(1)))
                .isFalse();
        assertThat(claim.conflictsWith(wanted, wantedMode, "bob", NOON)).isFalse();
        Claim other = new Claim(wanted, wantedMode, "bob", 2, NOON, "work");
        assertThat(other.conflictsWith(held, mode, "ann", NOON.minusNanos(1)))
                .isEqualTo(claim.conflictsWith(wanted, wantedMode, "bob", NOON.minusNanos(1)));
    }
}
