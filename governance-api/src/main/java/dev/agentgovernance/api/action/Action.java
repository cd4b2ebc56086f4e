/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import java.util.Map;

/**
 * One thing an agent wants to do, as its host sees it before it happens.
 *
 * <p>The kinds are closed; a new one is a new major version of this library. Values are immutable. Their
 * {@code toString} names the kind and the size and never shows the text, which may hold a secret.
 */
public sealed interface Action
        permits ShellAction, FileAction, SqlAction, HttpAction, ToolAction, PlanAction, PublishAction {

    /** Returns the name of this kind in records and policies: {@code shell}, {@code file}, {@code sql}, … */
    String kind();

    /** Returns an action that runs a command line in a shell of the Bourne family. */
    static ShellAction shell(String command) {
        return new ShellAction(command, ShellAction.Shell.BASH);
    }

    /** Returns an action that reads the file at a path. */
    static FileAction read(String path) {
        return new FileAction(FileAction.Operation.READ, path, null);
    }

    /** Returns an action that writes content to the file at a path. */
    static FileAction write(String path, String content) {
        return new FileAction(FileAction.Operation.WRITE, path, content);
    }

    /** Returns an action that deletes the file or folder at a path. */
    static FileAction delete(String path) {
        return new FileAction(FileAction.Operation.DELETE, path, null);
    }

    /** Returns an action that runs a statement, or several, whose dialect is not known. */
    static SqlAction sql(String statement) {
        return new SqlAction(statement, SqlAction.Dialect.UNKNOWN, "");
    }

    /** Returns an action that sends an HTTP request without headers and body. */
    static HttpAction http(String method, String url) {
        return new HttpAction(method, url, Map.of(), null);
    }

    /** Returns an action that calls a tool of a server whose hints are not known. */
    static ToolAction tool(String server, String tool, Map<String, ?> arguments) {
        return new ToolAction(server, tool, arguments, ToolAction.Hints.NONE);
    }

    /** Returns an action that lets a text leave: a log line, a commit message, the text of a pull request. */
    static PublishAction publish(String channel, String text) {
        return new PublishAction(channel, text);
    }
}
