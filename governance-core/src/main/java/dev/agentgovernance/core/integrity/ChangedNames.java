/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.integrity;

import dev.agentgovernance.core.change.Diff;
import dev.agentgovernance.core.change.Diff.FileChange;
import dev.agentgovernance.core.integrity.Declarations.Declared;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that a change takes away, brings, and begins to use. For one thread while it reads. */
final class ChangedNames {

    /** In place of a number of parameters: the name is gone. */
    static final int GONE = -2;

    private static final int SHORTEST = 3;

    /** A name of a family of languages. */
    record Name(String family, String text) {}

    /**
     * Where a name stands.
     *
     * @param file the file as the change leaves it
     * @param line the line in it; where the name is gone, the line that is there now
     * @param parameters how many parameters it takes now, -1 if that cannot be seen, or {@link #GONE}
     */
    record Place(String file, int line, int parameters) {}

    /** A name in a file, with the number of its parameters. */
    record InFile(String file, String name, int parameters) {}

    private final Map<Name, Place> declaredBefore = new LinkedHashMap<>();
    private final Map<Name, Place> declaredNow = new HashMap<>();
    private final Set<InFile> inFileBefore = new HashSet<>();
    private final Map<InFile, Place> inFileNow = new LinkedHashMap<>();
    private final Set<Name> inside = new HashSet<>();
    private final Set<Name> usedBefore = new HashSet<>();
    private final Map<Name, Place> usedNow = new HashMap<>();

    private ChangedNames() {}

    static ChangedNames of(Diff diff) {
        ChangedNames names = new ChangedNames();
        for (FileChange file : diff.files()) {
            Declarations language = Declarations.of(file.path());
            if (language != null) {
                names.read(file, language);
            }
        }
        return names;
    }

    private void read(FileChange file, Declarations language) {
        for (Diff.Hunk hunk : file.hunks()) {
            int now = Math.max(1, hunk.newStart());
            for (String line : hunk.lines()) {
                if (line.startsWith("-")) {
                    removed(line.substring(1), file.path(), now, language);
                } else {
                    if (line.startsWith("+")) {
                        added(line.substring(1), file.path(), now, language);
                    }
                    now++;
                }
            }
        }
    }

    private void removed(String line, String file, int at, Declarations language) {
        language.names(line).forEach(name -> usedBefore.add(new Name(language.family(), name)));
        Declared declared = language.declared(line);
        if (declared != null && declared.name().length() >= SHORTEST) {
            Name name = new Name(language.family(), declared.name());
            if (language.names(line).contains("private") || isOfTests(file)) {
                inside.add(name);
            }
            declaredBefore.putIfAbsent(name, new Place(file, at, declared.parameters()));
            inFileBefore.add(new InFile(file, declared.name(), declared.parameters()));
        }
    }

    private void added(String line, String file, int at, Declarations language) {
        Place used = new Place(file, at, -1);
        language.names(line).forEach(name -> usedNow.putIfAbsent(new Name(language.family(), name), used));
        Declared declared = language.declared(line);
        if (declared != null && declared.name().length() >= SHORTEST) {
            Place place = new Place(file, at, declared.parameters());
            declaredNow.putIfAbsent(new Name(language.family(), declared.name()), place);
            inFileNow.putIfAbsent(new InFile(file, declared.name(), declared.parameters()), place);
        }
    }

    /** Returns what is no longer declared, or takes another number of parameters, with where that is. */
    Map<Name, Place> gone() {
        Map<Name, Place> gone = new LinkedHashMap<>();
        declaredBefore.forEach((name, before) -> {
            Place now = declaredNow.get(name);
            if (now == null) {
                gone.put(name, new Place(before.file(), before.line(), GONE));
            } else if (before.parameters() >= 0 && now.parameters() >= 0 && before.parameters() != now.parameters()) {
                gone.put(name, now);
            }
        });
        return gone;
    }

    /** Returns those of them that others may use: not what is private or of tests. */
    Map<Name, Place> goneFromSurface() {
        Map<Name, Place> gone = gone();
        gone.keySet().removeAll(inside);
        return gone;
    }

    private static boolean isOfTests(String file) {
        String path = "/" + file;
        return path.contains("/test/") || path.contains("/tests/") || path.contains("/__tests__/");
    }

    /** Returns what is declared anew, by file. */
    Map<InFile, Place> declaredAnew() {
        Map<InFile, Place> anew = new LinkedHashMap<>(inFileNow);
        anew.keySet().removeAll(inFileBefore);
        return anew;
    }

    /** Returns where the change begins to use a name, unless it declares one of its own. */
    Optional<Place> firstUse(Name name) {
        return usedBefore.contains(name) || declaredNow.containsKey(name)
                ? Optional.empty()
                : Optional.ofNullable(usedNow.get(name));
    }
}
