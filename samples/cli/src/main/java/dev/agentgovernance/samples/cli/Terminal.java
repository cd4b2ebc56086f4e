/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The world around a command.
 *
 * @param in what it reads
 * @param out where its result goes, in UTF-8
 * @param err where everything else goes
 * @param colours whether a human looks at the output, on a terminal that shows colours
 * @param environment the environment variables
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, boolean colours, Map<String, String> environment) {

    /** Returns the world of this process. */
    static Terminal system() {
        Map<String, String> environment = System.getenv();
        return new Terminal(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                isTerminal() && !environment.containsKey("NO_COLOR") && !"dumb".equals(environment.get("TERM")),
                environment);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
    }

    @SuppressWarnings("SystemConsoleNull") // which is why there is more to ask
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there is a console without a terminal too.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Returns a text between two codes of a terminal, or the text where nobody sees colours. */
    String styled(Style style, String text) {
        return colours ? style.begin + text + Style.END : text;
    }

    /** How a text stands out. */
    enum Style {
        BOLD("\u001b[1m"),
        FAINT("\u001b[2m"),
        RED("\u001b[1;31m"),
        GREEN("\u001b[32m"),
        YELLOW("\u001b[33m"),
        MAGENTA("\u001b[35m"),
        CYAN("\u001b[36m");

        private static final String END = "\u001b[0m";

        private final String begin;

        Style(String begin) {
            this.begin = begin;
        }
    }
}
