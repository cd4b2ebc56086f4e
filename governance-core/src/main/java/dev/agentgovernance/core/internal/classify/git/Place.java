/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.git;

import dev.agentgovernance.core.internal.classify.EffectSink;
import dev.agentgovernance.core.internal.classify.Word;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where one git command would run: the folder, with {@code -C} on the way, and the repository there. For one thread. */
final class Place {

    private final EffectSink sink;
    private @Nullable Path folder;
    private boolean moved;
    private boolean looked;
    private @Nullable GitRepository repository;

    Place(EffectSink sink) {
        this.sink = sink;
        String known =
                sink.directory().or(() -> sink.context().repositoryRoot()).orElse("");
        folder = path(known);
    }

    private static @Nullable Path path(String text) {
        try {
            return text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Goes to another folder; without a word, or with one that is not known, nobody knows where. */
    void move(@Nullable Word word) {
        moved = true;
        Path to = word == null || !word.isLiteral() ? null : path(word.text());
        Path from = folder;
        folder = to == null
                ? null
                : to.isAbsolute() ? to : from == null ? null : from.resolve(to).normalize();
    }

    /** The repository is named in another way than by the folder. */
    void lose() {
        move(null);
    }

    /** Returns the repository, or null where it is not at hand. */
    @Nullable GitRepository repository() {
        if (!looked) {
            looked = true;
            Path here = folder;
            repository = here == null
                    ? null
                    : GitRepository.at(here.toString(), sink.settings().homeDirectory());
        }
        return repository;
    }

    /** Returns the branches one of which is checked out when the command runs; an empty one is not known. */
    Set<String> branches() {
        Set<String> all = new LinkedHashSet<>();
        all.add(branch().orElse(""));
        all.addAll(sink.checkedOut());
        return all;
    }

    /** Returns the branch that was checked out before the command line; empty where that is not known. */
    Optional<String> branch() {
        GitRepository here = repository();
        if (here != null) {
            return here.branch();
        }
        return moved ? Optional.empty() : sink.context().branch();
    }
}
