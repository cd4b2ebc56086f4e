/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packs that ship with the library. */
final class Packs {

    static final String BASELINE = "baseline";
    static final List<String> NAMES = List.of(BASELINE, "regulated", "solo-developer", "strict");

    private Packs() {}

    /** Returns the text of a pack, or null where there is none of that name. */
    static @Nullable String text(String name) {
        if (!NAMES.contains(name)) {
            return null;
        }
        String file = name.equals(BASELINE) ? "baseline.yaml" : "packs/" + name + ".yaml";
        try (var in = Policy.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the pack " + name + " is missing from the library");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
