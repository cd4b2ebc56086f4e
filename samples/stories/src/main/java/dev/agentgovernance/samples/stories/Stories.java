/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.stories;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Tells all stories. */
public final class Stories {

    private Stories() {}

    /** Tells them on the terminal. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        UnrelatedFix.tell(out);
        InfrastructureWithoutApproval.tell(out);
        WriteInProduction.tell(out);
        SecretInPullRequest.tell(out);
        TrustGrowsAndFalls.tell(out);
        TwoTasks.tell(out);
    }
}
