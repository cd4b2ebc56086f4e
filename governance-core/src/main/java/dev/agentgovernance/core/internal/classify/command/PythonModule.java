/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.internal.classify.command;

import dev.agentgovernance.core.internal.classify.Command;
import dev.agentgovernance.core.internal.classify.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A module that Python is asked to run as a program. The tables know some, with {@code py:} in front of their name. */
final class PythonModule {

    static final String PREFIX = "py:";

    /** Letters of options without a value; the last one of a bundle may be the one that names the module. */
    private static final String FLAGS = "BdEiIOPqsSuvxb";

    private PythonModule() {}

    /** Returns what runs in the place of a command line {@code python -m MODULE …}; null for any other. */
    static @Nullable Command of(Command command) {
        if (!isPython(command.program())) {
            return null;
        }
        List<Word> arguments = command.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            Word word = arguments.get(i);
            String text = word.text();
            if (!word.isLiteral() || text.length() < 2 || text.charAt(0) != '-') {
                return null;
            }
            int at = 1;
            while (at < text.length() && FLAGS.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            if (at == text.length()) {
                continue;
            }
            char letter = text.charAt(at);
            String attached = text.substring(at + 1);
            if (letter == 'W' || letter == 'X') {
                i += attached.isEmpty() ? 1 : 0;
            } else if (letter != 'm') {
                return null;
            } else if (!attached.isEmpty()) {
                return module(command, attached, arguments.subList(i + 1, arguments.size()));
            } else {
                boolean named = i + 1 < arguments.size() && arguments.get(i + 1).isLiteral();
                return named
                        ? module(command, arguments.get(i + 1).text(), arguments.subList(i + 2, arguments.size()))
                        : null;
            }
        }
        return null;
    }

    private static boolean isPython(String program) {
        return program.startsWith("python") || program.startsWith("pypy");
    }

    private static Command module(Command command, String name, List<Word> arguments) {
        String timed = name.equals("timeit") ? timed(arguments) : null;
        return timed != null
                ? with(
                        command,
                        command.program(),
                        List.of(Word.literal("-c", command.span()), Word.literal(timed, command.span())))
                : with(command, PREFIX + name, arguments);
    }

    private static Command with(Command command, String program, List<Word> arguments) {
        return new Command(
                program, arguments, command.environment(), command.redirects(), command.input(), command.span());
    }

    /** Returns the code whose time is taken, as one text; null where not all of it is known. */
    private static @Nullable String timed(List<Word> arguments) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            Word word = arguments.get(i);
            if (!word.isLiteral()) {
                return null;
            }
            String text = word.text();
            if (text.equals("-n") || text.equals("-r") || text.equals("-u")) {
                i++;
            } else if (!text.startsWith("-")) {
                code.append(text).append('\n');
            } else if (!text.equals("-s") && !text.equals("-p") && !text.equals("-v")) {
                return null;
            }
        }
        return code.isEmpty() ? null : code.toString();
    }
}
