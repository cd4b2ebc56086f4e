/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.OptionalInt;

/** Starts the {@code governance} command. */
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code: 0 for "fine", 1 for "findings, or refused", 2 for "wrong usage
     * or bad input".
     *
     * @param arguments the words of the command line
     */
    public static void main(String[] arguments) {
        // The filter stands behind every command of an agent: it loads nothing but the detector.
        if (arguments.length == 1 && arguments[0].equals("redact")) {
            System.exit(
                    RedactFilter.run(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out)));
        }
        OptionalInt status = TunedProcess.run(arguments);
        if (status.isPresent()) {
            System.exit(status.getAsInt());
        }
        System.exit(GovernanceCommand.run(Terminal.system(), arguments));
    }
}
