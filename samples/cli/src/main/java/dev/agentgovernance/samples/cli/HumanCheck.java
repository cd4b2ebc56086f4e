/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Tells whether a command was started by a person, as far as this machine can tell: no agent among the processes that started
 * it, and none in their environments. A process that has cut itself off from the one that started it is not seen through;
 * whoever runs agents and people as one user of the system should let people answer elsewhere.
 */
final class HumanCheck {

    /** More than any session has. */
    private static final int MOST_ANCESTORS = 64;

    /**
     * A process from which this one descends, or this one.
     *
     * @param command the file of its program and its arguments; empty where the system does not tell
     * @param environment the names of its environment variables; empty where the system does not tell
     */
    record Ancestor(List<String> command, Set<String> environment) {}

    private final Supplier<List<Ancestor>> ancestors;
    private final List<String> variables = new ArrayList<>();
    private final List<String> programs = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    HumanCheck(Supplier<List<Ancestor>> ancestors) {
        this.ancestors = ancestors;
        try (InputStream in = Objects.requireNonNull(HumanCheck.class.getResourceAsStream("agents.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList()) {
                String[] parts = line.split(" ", 2);
                (switch (parts[0]) {
                            case "env" -> variables;
                            case "program" -> programs;
                            case "argument" -> arguments;
                            default -> throw new IllegalStateException("agents.txt has a line of an unknown kind");
                        })
                        .add(parts[1]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a check of the processes from which this one descends. */
    static HumanCheck ofThisProcess() {
        return new HumanCheck(HumanCheck::ofSystem);
    }

    private static List<Ancestor> ofSystem() {
        List<Ancestor> found = new ArrayList<>();
        Optional<ProcessHandle> process = Optional.of(ProcessHandle.current());
        while (process.isPresent() && found.size() < MOST_ANCESTORS) {
            ProcessHandle handle = process.get();
            List<String> command = new ArrayList<>();
            handle.info().command().ifPresent(command::add);
            handle.info().arguments().ifPresent(words -> command.addAll(Arrays.asList(words)));
            found.add(new Ancestor(command, environment(handle.pid())));
            process = handle.parent();
        }
        return found;
    }

    private static Set<String> environment(long pid) {
        Set<String> names = new TreeSet<>();
        try {
            String all = Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
            for (String entry : all.split("\0", -1)) {
                names.add(entry.substring(0, Math.max(0, entry.indexOf('='))));
            }
        } catch (IOException | SecurityException e) {
            // Another user's process, or a system without this folder.
        }
        return names;
    }

    /** Returns why an agent seems to have started this, if one does. */
    Optional<String> agent(Map<String, String> environment) {
        Optional<String> own =
                environment.keySet().stream().filter(this::isVariable).findFirst();
        if (own.isPresent()) {
            return Optional.of("the variable " + own.get() + " is set");
        }
        for (Ancestor ancestor : ancestors.get()) {
            Optional<String> variable =
                    ancestor.environment().stream().filter(this::isVariable).findFirst();
            if (variable.isPresent()) {
                return Optional.of("a process above this one has the variable " + variable.get());
            }
            Optional<String> program = ancestor.command().stream()
                    .filter(word -> isProgram(word) || arguments.stream().anyMatch(word::contains))
                    .findFirst();
            if (program.isPresent()) {
                return Optional.of("a process above this one is that of an agent");
            }
        }
        return Optional.empty();
    }

    private boolean isVariable(String name) {
        return variables.stream()
                .anyMatch(known -> known.endsWith("*")
                        ? name.startsWith(known.substring(0, known.length() - 1))
                        : name.equals(known));
    }

    private boolean isProgram(String word) {
        String name = word.substring(word.replace('\\', '/').lastIndexOf('/') + 1);
        return programs.stream().anyMatch(known -> name.equals(known) || name.equals(known + ".exe"));
    }

    /** Throws where an agent seems to have started this. */
    void require(Map<String, String> environment) {
        agent(environment).ifPresent(why -> {
            throw new InputException("Only a person can do this, and " + why + ". Use a terminal of your own.");
        });
    }
}
