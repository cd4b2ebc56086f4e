/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import java.util.Objects;

/**
 * A command line that a shell would run.
 *
 * @param command the text exactly as the shell would get it; may hold several lines
 * @param shell the shell that would read it
 */
public record ShellAction(String command, Shell shell) implements Action {

    /** The languages a command line can be written in. */
    public enum Shell {
        /** Bash, zsh, dash and their relatives. */
        BASH,
        /** Windows PowerShell and PowerShell 7. */
        POWERSHELL,
        /** The command interpreter of Windows. */
        CMD,
        /** Not known: to be judged as the worst of the others. */
        UNKNOWN
    }

    /** Checks that nothing is null. */
    public ShellAction {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(shell, "shell");
    }

    @Override
    public String kind() {
        return "shell";
    }

    @Override
    public String toString() {
        return "ShellAction[" + shell + ", " + command.length() + " chars]";
    }
}
