/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command that was run in this process.
 *
 * @param status its exit code
 * @param out what it wrote
 * @param err what it complained about
 */
record Run(int status, String out, String err) {

    /** A cloud key of the right form that opens nothing. */
    static final String KEY = "AKIA" + "Z7QF3XW2" + "LMPD5RT6";

    static Run of(Path home, String input, String... arguments) {
        return of(home, new HumanCheck(List::of), input, arguments);
    }

    static Run of(Path home, HumanCheck human, String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.of("HOME", home.toString()));
        int status = GovernanceCommand.run(terminal, human, arguments);
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
