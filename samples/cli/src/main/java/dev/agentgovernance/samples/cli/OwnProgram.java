/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How this very program is started again: the words with absolute paths. */
final class OwnProgram {

    private OwnProgram() {}

    /** Returns the words that start the program with arguments, tuned to start fast and to end soon. */
    static List<String> words(String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m"));
        Path place = place();
        if (Files.isRegularFile(place)) {
            words.addAll(List.of("-jar", place.toString()));
        } else {
            words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        }
        words.addAll(List.of(arguments));
        return words;
    }

    /** Returns the words of the filter that takes secrets out of what a command prints. */
    static List<String> filter() {
        return words("redact");
    }

    /** Returns a command line for a POSIX shell that is these words. */
    static String commandLine(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** Returns the file that this program is in, if it is one. */
    static Optional<String> file() {
        return Optional.of(place()).filter(Files::isRegularFile).map(Path::toString);
    }

    private static Path place() {
        try {
            return Path.of(Main.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of the program is no path", e);
        }
    }
}
