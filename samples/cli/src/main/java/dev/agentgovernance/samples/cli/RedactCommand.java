/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code governance redact}. */
@Command(
        name = "redact",
        mixinStandardHelpOptions = true,
        description = {
            "Copies its input to its output with a placeholder for every secret.",
            "Each line is written as soon as it is complete and known to be safe."
        })
final class RedactCommand implements Callable<Integer> {

    private final Terminal terminal;

    RedactCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return RedactFilter.run(terminal.in(), terminal.out());
    }
}
